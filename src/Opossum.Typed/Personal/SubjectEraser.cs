using System.Collections.Immutable;

namespace Opossum.Typed.Personal;

/// <summary>
/// Erases subjects. The log and the key store each know of every erasure: whichever of the two a crash or a restore has left behind learns
/// of it from the other.
/// </summary>
/// <param name="log">The log.</param>
/// <param name="model">The event types.</param>
/// <param name="keys">The keys.</param>
internal sealed class SubjectEraser(IEventLog log, EventModel model, SubjectKeyRing keys)
{
    /// <summary>Erases a subject, or finds where it was erased.</summary>
    public async Task<Erasure> EraseAsync(Tag subject, CancellationToken cancellationToken)
    {
        var plain = await PlainEvents.CountAsync(log, model, subject, cancellationToken).ConfigureAwait(false);
        var places = await keys.BeginErasingAsync(subject.Text).ConfigureAwait(false);
        var erasure = new KnownErasure(Guid.NewGuid(), subject.Text, places);
        long position;
        try
        {
            if (places.Length == 0 && await FindAsync(subject).ConfigureAwait(false) is { } earlier)
            {
                keys.EndErasing(subject.Text);
                return new(earlier, 0, plain);
            }

            position = await ErasureAppend.RunAsync(log, model, erasure).ConfigureAwait(false);
        }
        catch
        {
            keys.EndErasing(subject.Text);
            throw;
        }

        // What fails from here on leaves the key unusable: the log says that it is gone, and opening finishes it.
        await keys.DestroyAsync(erasure).ConfigureAwait(false);
        keys.EndErasing(subject.Text);
        return new(position, places.Length, plain);
    }

    /// <summary>Does again what a crash or a restore has left undone.</summary>
    /// <returns>What the key store knows and the log does not.</returns>
    /// <exception cref="StoreDamagedException">A slot of the key store is not what was written.</exception>
    public async Task<ImmutableArray<KnownErasure>> ReconcileAsync(CancellationToken cancellationToken)
    {
        var told = new HashSet<Guid>();
        await foreach (var e in new EventSequence<SubjectErased>(log, model, Query.Of<SubjectErased>(), default)
            .WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            told.Add(e.Event.Id);
            await FinishAsync(e.Event.Known).ConfigureAwait(false);
        }

        var known = keys.Known.ToArray();
        foreach (var erasure in known) await FinishAsync(erasure).ConfigureAwait(false);
        keys.ThrowIfDamaged();
        return [.. known.Where(erasure => !told.Contains(erasure.Id))];
    }

    private Task FinishAsync(KnownErasure erasure) => keys.IsDone(erasure) ? Task.CompletedTask : keys.DestroyAsync(erasure);

    private async Task<long?> FindAsync(Tag subject)
    {
        await foreach (var e in new EventSequence<SubjectErased>(log, model, Query.Of<SubjectErased>(subject), new() { Limit = 1 })
            .ConfigureAwait(false)) return e.Position;
        return null;
    }
}
