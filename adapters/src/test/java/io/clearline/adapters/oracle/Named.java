package io.clearline.adapters.oracle;

/** Finds the declaration that a command names by number or by ref. */
final class Named {

    private Named() {
    }

    /** "The number or the ref (of several the latest)"; null if there is none. */
    static Declared find(World world, String name) {
        Declared byNumber = world.declarations.get(name);
        return byNumber != null ? byNumber : world.latestByRef.get(name);
    }

    static Declared get(World world, String name) throws Refused {
        Declared declared = find(world, name);
        if (declared == null) {
            throw new Refused("declaration", "UNKNOWN_DECLARATION");
        }
        return declared;
    }
}
