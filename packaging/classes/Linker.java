import java.lang.classfile.CodeBuilder;
import java.lang.classfile.instruction.InvokeDynamicInstruction;

/// Knows one kind of call that Java links at run time.
interface Linker {

    /// Whether this is such a call.
    boolean links(InvokeDynamicInstruction call);

    /// Writes the body of a static method of the same type that does what the linked call would.
    void write(InvokeDynamicInstruction call, CodeBuilder code);
}
