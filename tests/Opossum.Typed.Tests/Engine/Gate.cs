namespace Opossum.Typed.Tests.Engine;

/// <summary>
/// Holds a store's threads until it is opened, at the latest when its test ends: declared after the store, it is disposed before, so an
/// assertion that fails meanwhile fails the test instead of leaving a store that can't be closed. Nobody is held for longer than a minute,
/// so a test that stands before its own gate fails.
/// </summary>
internal sealed class Gate : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    // Not disposed: threads may still be on their way out of it.
    private readonly ManualResetEventSlim _reached = new();
    private readonly ManualResetEventSlim _open = new();

    /// <summary>Waits until the gate is open.</summary>
    public void Pass()
    {
        _reached.Set();
        if (!_open.Wait(Longest)) throw new TimeoutException("nobody has opened the gate");
    }

    /// <summary>Each flush of events of a storage waits here, and with it the store's commit thread.</summary>
    public void HoldEventFlushes(WatchedStorage storage) => storage.Before = call =>
    {
        if (call.StartsWith("flush events", StringComparison.Ordinal)) Pass();
    };

    /// <summary>Waits until somebody stands before the gate.</summary>
    public void WaitUntilReached() => Assert.True(_reached.Wait(Patience), "nobody has reached the gate");

    public void Open() => _open.Set();

    public void Dispose() => Open();
}
