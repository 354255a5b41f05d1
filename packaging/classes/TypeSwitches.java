import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.util.List;

/// A `switch` over types becomes a chain of `instanceof`. One that names constants too is left
/// alone.
final class TypeSwitches implements Linker {
    private static final ClassDesc BOOTSTRAPS = ClassDesc.of("java.lang.runtime.SwitchBootstraps");

    @Override
    public boolean links(InvokeDynamicInstruction call) {
        return call.bootstrapMethod().owner().equals(BOOTSTRAPS)
                && call.bootstrapMethod().methodName().equals("typeSwitch")
                && call.invokedynamic().bootstrap().arguments().stream()
                        .allMatch(ClassEntry.class::isInstance);
    }

    /// -1 for null, else the first label, from the given index on, that the value is an instance
    /// of, else the count of the labels.
    @Override
    public void write(InvokeDynamicInstruction call, CodeBuilder code) {
        List<ClassEntry> labels =
                call.invokedynamic().bootstrap().arguments().stream()
                        .map(ClassEntry.class::cast)
                        .toList();
        Label isNull = code.newLabel();
        code.aload(0).ifnull(isNull);
        for (int i = 0; i < labels.size(); i++) {
            Label next = code.newLabel();
            code.iload(1).loadConstant(i).if_icmpgt(next);
            code.aload(0).instanceOf(labels.get(i)).ifeq(next);
            code.loadConstant(i).ireturn();
            code.labelBinding(next);
        }
        code.loadConstant(labels.size()).ireturn();
        code.labelBinding(isNull).iconst_m1().ireturn();
    }
}
