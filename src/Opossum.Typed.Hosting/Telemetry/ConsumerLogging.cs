using Microsoft.Extensions.Logging;

namespace Opossum.Typed.Hosting.Telemetry;

/// <summary>What hosts log about consumers. An exception is named by its type where its text could quote what is stored.</summary>
internal static partial class ConsumerLogging
{
    public static void Failed(this ILogger logger, ConsumerFailure failure, string store)
    {
        var error = failure.Error;
        var shown = Quotable.OfUserOrNull(error);
        var text = shown?.Message ?? error?.GetType().Name ?? "";
        switch (failure.Kind)
        {
            case ConsumerFailureKind.Retried:
                logger.Retried(shown, failure.Consumer, store, failure.Position, failure.Attempts, text);
                break;
            case ConsumerFailureKind.Parked when error is null:
                logger.ParkedBehind(failure.Consumer, store, failure.Position);
                break;
            case ConsumerFailureKind.Parked:
                logger.Parked(shown, failure.Consumer, store, failure.Position, failure.Attempts, text);
                break;
            case ConsumerFailureKind.Stopped:
                logger.Stopped(shown, failure.Consumer, store, failure.Position, failure.Attempts, text);
                break;
            case ConsumerFailureKind.Abandoned:
                logger.Abandoned(failure.Consumer, store, failure.Position, failure.Attempts);
                break;
        }
    }

    [LoggerMessage(40, LogLevel.Warning, "The consumer '{Consumer}' of the store '{Store}' has failed at position {Position}, attempt "
        + "{Attempts}, and tries again ({Reason}). Further attempts at this event are not logged.", EventName = "ConsumerRetried")]
    private static partial void Retried(
        this ILogger logger, Exception? error, string consumer, string store, long position, int attempts, string reason);

    [LoggerMessage(41, LogLevel.Error, "The consumer '{Consumer}' of the store '{Store}' has parked the event at position {Position} after "
        + "{Attempts} attempts and goes on ({Reason}).", EventName = "ConsumerParked")]
    private static partial void Parked(
        this ILogger logger, Exception? error, string consumer, string store, long position, int attempts, string reason);

    [LoggerMessage(42, LogLevel.Warning, "The consumer '{Consumer}' of the store '{Store}' has parked the event at position {Position} "
        + "behind an earlier one of its key.", EventName = "ConsumerParkedBehind")]
    private static partial void ParkedBehind(this ILogger logger, string consumer, string store, long position);

    [LoggerMessage(43, LogLevel.Error, "The consumer '{Consumer}' of the store '{Store}' has stopped at position {Position} after "
        + "{Attempts} attempts ({Reason}). Everything else goes on. Resume it or restart the host to try again.",
        EventName = "ConsumerStopped")]
    private static partial void Stopped(
        this ILogger logger, Exception? error, string consumer, string store, long position, int attempts, string reason);

    [LoggerMessage(44, LogLevel.Warning, "The host did not wait for the consumer '{Consumer}' of the store '{Store}': its handler ignores "
        + "its cancellation token at position {Position}, attempt {Attempts}. The event is delivered again at the next start.",
        EventName = "ConsumerAbandoned")]
    private static partial void Abandoned(this ILogger logger, string consumer, string store, long position, int attempts);
}
