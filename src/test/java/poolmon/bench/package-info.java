/// What poolmon is measured against, and how.
@org.jspecify.annotations.NullMarked
package poolmon.bench;
