namespace Opossum.Typed.Engine.ReadOnly;

/// <summary>
/// How long to wait before the next look: shortly while there is something to see, and longer the longer there was not. Looking costs about
/// a microsecond. The writer wakes nobody: to wake a process would cost it more than all else that it does for other processes.
/// </summary>
internal static class LookPace
{
    /// <summary>After so long without news the pause is the second one.</summary>
    private const int Busy = 500;

    /// <summary>After so long without news the pause is the third one.</summary>
    private const int Calm = 5_000;

    /// <param name="quiet">For how many milliseconds nothing has come.</param>
    /// <returns>Milliseconds.</returns>
    public static int PauseAfter(long quiet) => quiet < Busy ? 1 : quiet < Calm ? 5 : 20;
}
