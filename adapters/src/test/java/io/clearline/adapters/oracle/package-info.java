/**
 * The reference core: the public contract (reference data, commands, answers, semantics) as slow
 * and plain code, to compare the engine with. It shares no code with the engine.
 *
 * <p>Readings that the contract's words leave open; those marked with a case are settled by it.
 * <ul>
 * <li>Refused commands and REJECTs are journaled and move the time; repeats and SYNTAX do not.
 * <li>A repeat is recognised by agent, ref and equal decoded content, before look-up faults are
 *     reported: what was accepted is not judged again. Repeats answer ended declarations too.
 * <li>Decimals are counted as written. {@code "1e3"} is FORMAT (random-12, 566), an empty text
 *     too (random-12, 259), for optional fields as well.
 * <li>VALUE_ADDED without inputs is MISSING even where the regime does not fit the flow
 *     (random-12, 576). Other checks over two fields wait until both are right.
 * <li>An election counts for items of regime ZERO_TARIFF alone (random-12, 1); VAT_CT counts as
 *     granted (random-11, 51), pays measures, and its goods enter the ledger.
 * <li>A licence letter bars direct release even if the licence is held (random-11, 341).
 * <li>A waiver starts once, the day after payment in full or after the guarantee was reserved
 *     (random-12, 457). No tax, no waiver.
 * <li>A release under guarantee shows {@code P} once it is paid.
 * <li>Measures at exit follow the regime of the input, of VALUE_ADDED items too: "duty 0" leaves
 *     additionalDuty as it is.
 * <li>A code of another 8-digit line is unknown in every respect (random-11, 92). A known code's
 *     I and D stand for the input's own value.
 * <li>VALUE_ADDED items neither draw the codes of their CUMULATIVE inputs nor are held when
 *     little is left (random-12, 174). A code that is short is not drawn (random-12, 582).
 * <li>An own code draws the kept inputs (random-11, 366), another's the product's own line at
 *     the input's regime (random-12, 284).
 * <li>A hold is listed once per kind, item and code.
 * <li>TARIFF_LINE is looked at only where tax is computed: on exit, and on a transfer to a
 *     receiver that does not qualify.
 * <li>BONDED transfers ask for {@code bonded} alone (random-11, 53).
 * <li>A batch is overdue from the day after its due day; the due day follows from the date of
 *     acceptance and the policy of the decision, as do waiver_months and checkpoint_days.
 * <li>An amendment is judged on today's reference data. Its own ref, agent and at are not looked
 *     at. All form faults of its body come before UNKNOWN_DECLARATION and STATE, rejects by the
 *     rules after them. Documents added later are gone unless the new body names them.
 * <li>FAIL without action is a fault of form. A STOP at a checkpoint is remembered like a PASS.
 * <li>value-added: a repeat comes before UNKNOWN_PARTY and NOT_FILED, these before
 *     DUPLICATE_REF. No inputs at all: RANGE at {@code inputs}.
 * <li>reference: tables are named without {@code .csv}; overlaps are looked for after all
 *     replacements and are RANGE at {@code rows[i].from}.
 * </ul>
 */
package io.clearline.adapters.oracle;
