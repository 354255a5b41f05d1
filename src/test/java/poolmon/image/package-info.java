/// Tests of the app image that the build has made, from outside, as a user runs it.
///
/// They know the launcher and the files beside it, nothing of the classes within.
package poolmon.image;
