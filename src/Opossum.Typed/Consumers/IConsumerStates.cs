namespace Opossum.Typed;

/// <summary>
/// Where consumers keep their progress. An <see cref="EmbeddedEventLog"/> keeps it in the store's directory, so that a backup has it; an
/// engine on another machine keeps it beside its events.
/// </summary>
public interface IConsumerStates
{
    /// <summary>Takes the progress of a consumer for as long as the consumer runs.</summary>
    /// <param name="consumer">The consumer's name; <see cref="ConsumerNames"/> says what names can be.</param>
    /// <param name="cancellationToken">Looked at before anything is taken.</param>
    /// <exception cref="ConsumerRunningException">It runs already, here or elsewhere.</exception>
    /// <exception cref="StoreDamagedException">What is kept is not what was written.</exception>
    ValueTask<IConsumerProgressStore> TakeAsync(string consumer, CancellationToken cancellationToken = default);

    /// <summary>Deletes the progress of a consumer that does not run, readable or not; it begins again at its next start.</summary>
    /// <param name="consumer">The consumer's name.</param>
    /// <param name="cancellationToken">Looked at before anything is deleted.</param>
    /// <returns>False if there is none.</returns>
    /// <exception cref="ConsumerRunningException">It runs, here or elsewhere.</exception>
    /// <exception cref="NotSupportedException">What keeps it can't delete it.</exception>
    ValueTask<bool> ForgetAsync(string consumer, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException($"{GetType().Name} can't delete the progress of a consumer.");
}

/// <summary>The progress of one consumer, held by the one that runs. Disposing gives it back.</summary>
public interface IConsumerProgressStore : IAsyncDisposable
{
    /// <summary>What was saved last; null for a consumer that never ran.</summary>
    ConsumerProgress? Saved { get; }

    /// <summary>
    /// Saves all of it at once and durably: after a power cut it is the old one or the new one. Called by one caller at a time.
    /// </summary>
    /// <param name="progress">What to save.</param>
    /// <param name="cancellationToken">Looked at before anything is written.</param>
    ValueTask SaveAsync(ConsumerProgress progress, CancellationToken cancellationToken = default);
}
