using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Opossum.Typed.Hosting.Tests.Support;

/// <summary>Keeps what stores log.</summary>
internal sealed class Log : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<LogEntry> _entries = new();

    public IReadOnlyList<LogEntry> Entries => [.. _entries];

    public ILogger CreateLogger(string categoryName) =>
        categoryName == "Opossum.Typed" ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    void ILogger.Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _entries.Enqueue(new(eventId.Id, eventId.Name, logLevel, formatter(state, exception), exception));

    public void Dispose()
    {
    }
}

internal sealed record LogEntry(int Id, string? Name, LogLevel Level, string Message, Exception? Exception);
