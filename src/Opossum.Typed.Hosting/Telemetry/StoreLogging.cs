using Microsoft.Extensions.Logging;

namespace Opossum.Typed.Hosting.Telemetry;

/// <summary>
/// All that is logged, in the category <c>Opossum.Typed</c>. Ids and names of the events are stable: alerts rely on them. docs/hosting.md
/// lists them.
/// </summary>
internal static partial class StoreLogging
{
    public const string Category = "Opossum.Typed";

    [LoggerMessage(1, LogLevel.Information, "Opened the store '{Store}' in {Path} at position {Head}, in {Milliseconds:0.0} ms.",
        EventName = "StoreOpened")]
    public static partial void Opened(this ILogger logger, string store, string path, long head, double milliseconds);

    [LoggerMessage(2, LogLevel.Warning, "The store '{Store}' was not closed cleanly: {Bytes} bytes of an interrupted write were cut off "
        + "{File} at offset {Offset}. Its last event is at position {Head}.", EventName = "StoreRecoveryCut")]
    public static partial void RecoveryCut(this ILogger logger, string store, long bytes, string? file, long offset, long head);

    [LoggerMessage(3, LogLevel.Information, "The store '{Store}' was not closed cleanly; its log is whole up to position {Head}.",
        EventName = "StoreNotClosed")]
    public static partial void NotClosed(this ILogger logger, string store, long head);

    [LoggerMessage(4, LogLevel.Warning, "The store '{Store}', {Kind}: {Warning}", EventName = "StoreStorageWarning")]
    public static partial void StorageWarned(this ILogger logger, string store, StorageWarningKind kind, string warning);

    [LoggerMessage(5, LogLevel.Warning, "What the store '{Store}' in {Path} lies on could not be found out.",
        EventName = "StoreProbeFailed")]
    public static partial void ProbeFailed(this ILogger logger, Exception? error, string store, string path);

    [LoggerMessage(6, LogLevel.Warning, "The store '{Store}' allows data loss in production ({Option}).", EventName = "StoreLossAllowed")]
    public static partial void LossAllowed(this ILogger logger, string store, string option);

    [LoggerMessage(7, LogLevel.Warning, "A flush of the store '{Store}' took {Seconds:0.0} s: look at the disk of {Path}.",
        EventName = "StoreFlushSlow")]
    public static partial void FlushSlow(this ILogger logger, string store, string path, double seconds);

    [LoggerMessage(8, LogLevel.Critical,
        "Writing to the store '{Store}' in {Path} has failed and has ended; reads go on. Restart the process to recover.",
        EventName = "StoreFaulted")]
    public static partial void Faulted(this ILogger logger, Exception? error, string store, string path);

    [LoggerMessage(9, LogLevel.Information, "Closed the store '{Store}' in {Path} at position {Head}.", EventName = "StoreClosed")]
    public static partial void Closed(this ILogger logger, string store, string path, long head);

    [LoggerMessage(10, LogLevel.Warning, "The store '{Store}' in {Path} was not closed within the host's shutdown timeout. "
        + "What was acknowledged is safe; the next start recovers.", EventName = "StoreCloseTimedOut")]
    public static partial void CloseTimedOut(this ILogger logger, string store, string path);

    [LoggerMessage(11, LogLevel.Information,
        "The index of the store '{Store}' is made anew from the log: {Segments} of {Total} segment files are read.",
        EventName = "StoreIndexRebuilding")]
    public static partial void IndexRebuilding(this ILogger logger, string store, int segments, int total);

    [LoggerMessage(12, LogLevel.Error,
        "Work in the background of the store '{Store}' in {Path} fails ({Work}: {Reason}); appends and reads go on, and it is tried again.",
        EventName = "StoreBackgroundFailed")]
    public static partial void BackgroundFailed(
        this ILogger logger, Exception? error, string store, string path, string work, string reason);

    [LoggerMessage(13, LogLevel.Information, "Work in the background of the store '{Store}' in {Path} succeeds again ({Work}).",
        EventName = "StoreBackgroundRecovered")]
    public static partial void BackgroundRecovered(this ILogger logger, string store, string path, string work);

    [LoggerMessage(14, LogLevel.Information,
        "Reads the store '{Store}' in {Path}, which another process writes, up to position {Head}; opened in {Milliseconds:0.0} ms.",
        EventName = "StoreReaderOpened")]
    public static partial void ReaderOpened(this ILogger logger, string store, string path, long head, double milliseconds);

    [LoggerMessage(15, LogLevel.Information, "Reads the store '{Store}' in {Path} no more.", EventName = "StoreReaderClosed")]
    public static partial void ReaderClosed(this ILogger logger, string store, string path);

    [LoggerMessage(30, LogLevel.Information,
        "Retagging the store '{Store}' in {Path}: {Tags} tags are newer than events. {Head} events are read.",
        EventName = "StoreRetagging")]
    public static partial void Retagging(this ILogger logger, string store, string path, int tags, long head);

    [LoggerMessage(31, LogLevel.Information, "Retagging the store '{Store}': {Examined} of {Total} events are read, {Retagged} get tags.",
        EventName = "StoreRetaggingProgress")]
    public static partial void RetaggingGoesOn(this ILogger logger, string store, long examined, long total, long retagged);

    [LoggerMessage(32, LogLevel.Information,
        "Retagged the store '{Store}': {Retagged} of {Covered} events got tags. Its tag epoch is {TagEpoch}.", EventName = "StoreRetagged")]
    public static partial void Retagged(this ILogger logger, string store, long retagged, long covered, long tagEpoch);
}
