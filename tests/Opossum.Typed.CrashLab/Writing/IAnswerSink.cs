using Opossum.Typed.CrashLab.Acks;

namespace Opossum.Typed.CrashLab.Writing;

/// <summary>Where an appender's answers go.</summary>
internal interface IAnswerSink
{
    /// <summary>The events of one append.</summary>
    Task AcknowledgedAsync(Acknowledged[] events);

    Task RefusedAsync(Refused append);
}

/// <summary>To the file, for a writer that will be killed.</summary>
internal sealed class FileSink(AckFile file) : IAnswerSink
{
    public Task AcknowledgedAsync(Acknowledged[] events) => file.AppendAsync(string.Concat(events.Select(static ack => AckLines.Of(ack))));

    public Task RefusedAsync(Refused append) => file.AppendAsync(AckLines.Of(append));
}

/// <summary>In memory, for one appender of a check.</summary>
internal sealed class MemorySink : IAnswerSink
{
    public List<Acknowledged> Acknowledged { get; } = [];

    public List<Refused> Refused { get; } = [];

    public Task AcknowledgedAsync(Acknowledged[] events)
    {
        Acknowledged.AddRange(events);
        return Task.CompletedTask;
    }

    public Task RefusedAsync(Refused append)
    {
        Refused.Add(append);
        return Task.CompletedTask;
    }
}
