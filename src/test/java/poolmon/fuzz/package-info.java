/// Damages good inputs by rules that know what they are made of, for as long as there is time.
@org.jspecify.annotations.NullMarked
package poolmon.fuzz;
