using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.Personal;

/// <summary>
/// What comes before an append of something personal: the keys of its subjects are made, and what a restored log does not know any more is
/// told to it.
/// </summary>
/// <param name="log">The log.</param>
/// <param name="model">The event types.</param>
/// <param name="keys">The keys.</param>
internal sealed class SubjectPreparation(IEventLog log, EventModel model, SubjectKeyRing keys)
{
    private readonly Lock _gate = new();
    private ImmutableArray<KnownErasure> _untold = [];
    private Task? _telling;

    /// <summary>
    /// The erasures that the log does not have, though the key store does. They are appended before anything else is: not when the store is
    /// opened, or a backup that is only looked at would not be the same history any more.
    /// </summary>
    public void Tell(ImmutableArray<KnownErasure> untold) => _untold = untold;

    /// <summary>Whether an append has to wait. It has not where its subjects have keys, and nothing is untold.</summary>
    public bool IsNeeded(ReadOnlySpan<IEvent> events)
    {
        if (keys.IsWithheld) return false;
        if (!_untold.IsEmpty) return true;
        var sink = SinkOf(events);
        return sink.Missing is not null || !sink.Erased.IsEmpty;
    }

    /// <inheritdoc cref="RunAsync"/>
    public ValueTask EnsureAsync(ImmutableArray<IEvent> events, CancellationToken cancellationToken)
    {
        return IsNeeded(events.AsSpan()) ? Run() : default;

        async ValueTask Run() => await RunAsync([.. events], key: null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes the keys that are missing.</summary>
    /// <returns>
    /// What was appended before by the same key, of a subject that was erased since: what can't be sealed again can't be compared.
    /// Otherwise null.
    /// </returns>
    /// <exception cref="SubjectErasedException">A subject was erased.</exception>
    public async ValueTask<AppendResult?> RunAsync(IEvent[] events, AppendKey? key, CancellationToken cancellationToken)
    {
        await TellAsync().ConfigureAwait(false);
        var (missing, erased) = Look(events);
        if (erased is not null)
        {
            return key is { } repeated && await log.FindAppendAsync(repeated, cancellationToken).ConfigureAwait(false) is { } earlier
                ? earlier
                : throw new SubjectErasedException(erased);
        }

        if (missing is not null) await keys.MakeAsync(missing).ConfigureAwait(false);
        return null;
    }

    /// <summary>Appends what the log does not know.</summary>
    public Task TellAsync()
    {
        lock (_gate)
        {
            if (_untold.IsEmpty) return Task.CompletedTask;
            return _telling is { IsFaulted: false } ? _telling : _telling = Run();
        }

        async Task Run()
        {
            foreach (var erasure in _untold) await ErasureAppend.RunAsync(log, model, erasure).ConfigureAwait(false);
            lock (_gate) _untold = [];
        }
    }

    private (List<string>? Missing, byte[]? Erased) Look(IEvent[] events)
    {
        var sink = SinkOf(events);
        return (sink.Missing, sink.Erased.IsEmpty ? null : sink.Erased.ToArray());
    }

    private SubjectSink SinkOf(ReadOnlySpan<IEvent> events)
    {
        var sink = new SubjectSink(keys);
        foreach (var e in events)
        {
            // What is wrong with an event, its encoding says.
            if (e is not null && e.Descriptor is { Shape.IsPersonal: true } descriptor && e.GetType() == descriptor.ClrType)
                descriptor.AddSubjects(e, ref sink);
        }

        return sink;
    }
}
