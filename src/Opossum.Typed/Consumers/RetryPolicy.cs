using System.Text.Json;

namespace Opossum.Typed;

/// <summary>Whether and when a failed delivery is made again.</summary>
internal sealed class RetryPolicy(ConsumerOptions options)
{
    /// <summary>True if another attempt makes sense after so many.</summary>
    public bool TriesAgain(Exception error, int attempts) =>
        !(options.IsPermanent?.Invoke(error) ?? IsDefect(error)) && (options.MaxAttempts == 0 || attempts < options.MaxAttempts);

    /// <summary>The pause after so many attempts.</summary>
    public TimeSpan PauseAfter(int attempts) => JitteredPause.After(attempts, options.FirstPause, options.LongestPause);

    private static bool IsDefect(Exception error) => error
        is EventFormatException or ArgumentException or FormatException or JsonException or InvalidCastException or NullReferenceException
        or NotSupportedException or NotImplementedException;
}
