import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;

/// Rewrites our own classes so that nothing in them is left to be linked by a bootstrap at run time
/// that the AOT cache cannot keep.
final class StraightCode {
    private final ClassFile format;

    /// @param jar where the classes' relatives are, which a verifier's stack maps depend on
    StraightCode(ClassLoader jar) {
        ClassHierarchyResolver relatives =
                ClassHierarchyResolver.ofResourceParsing(jar)
                        .orElse(ClassHierarchyResolver.defaultResolver())
                        .cached();
        format = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(relatives));
    }

    /// The same class, rewritten.
    byte[] of(byte[] bytes) {
        ClassModel model = format.parse(bytes);
        return format.transformClass(
                model, StraightSwitches.of(model).andThen(StraightRecords.of(model)));
    }
}
