namespace Opossum.Typed.Testing;

/// <summary>
/// Waits for what is asynchronous in its form only: a store in memory does no I/O. A test that returns nothing can't be forgotten to be
/// awaited, and one that was forgotten would pass.
/// </summary>
internal static class Blocking
{
    /// <summary>On a thread of the pool, since the test's may have a context that wants it back.</summary>
    public static T Run<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();
}
