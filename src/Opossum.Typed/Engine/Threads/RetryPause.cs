namespace Opossum.Typed.Engine.Threads;

/// <summary>
/// How long to wait before failed work in the background is tried again: a second at first, then twice as long each time, up to 32.
/// </summary>
internal sealed class RetryPause
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(32);

    /// <summary>Until the next attempt.</summary>
    public TimeSpan Length { get; private set; } = First;

    /// <summary>That attempt is made: if it fails as well, the next pause is longer.</summary>
    public void Lengthen() => Length = Length < Longest ? Length * 2 : Longest;

    /// <summary>The work succeeded.</summary>
    public void Reset() => Length = First;
}
