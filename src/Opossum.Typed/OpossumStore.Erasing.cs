using Opossum.Typed.Personal;

namespace Opossum.Typed;

// How a person is erased.
public sealed partial class OpossumStore
{
    private readonly SubjectEraser? _eraser;            // null without keys
    private bool _areKeysOpen;

    /// <summary>
    /// Erases a subject: destroys the key that what is personal of it was sealed by. When the task completes, the key is overwritten and
    /// the log says so, both on disk: every read from the call on gives null or the replacement, in this process and in any later one, and
    /// after a restore of either the log or the keys from a backup.
    /// </summary>
    /// <remarks>
    /// Consumers, read models and followers learn of it by a <see cref="SubjectErased"/> with the subject's tag. The subject's id stays in
    /// the log, and its hidden tags stay as pseudonyms; what left the store, such as rows of read models, is for its owner to delete. It is
    /// safe to repeat. docs/privacy.md says what it is worth, and what not.
    /// </remarks>
    /// <typeparam name="TTag">A tag type with <see cref="SubjectAttribute"/>.</typeparam>
    /// <param name="subject">The subject. Nothing personal can be appended of it any more.</param>
    /// <param name="cancellationToken">Looked at until the key can't be used any more; then it completes, whole.</param>
    /// <exception cref="ArgumentException">The subject is an id that was never assigned.</exception>
    /// <exception cref="InvalidOperationException">The store has no keys, or they are withheld.</exception>
    /// <exception cref="StoreFaultedException">Writing to the log or the keys has failed, now or before. Open the store again: what was
    /// begun is finished then.</exception>
    /// <example>
    /// <code>
    /// var erasure = await store.EraseAsync(student);
    /// Console.WriteLine($"Erased at position {erasure.Position}; {erasure.PlainEvents} older events were never sealed.");
    /// </code>
    /// </example>
    public async Task<Erasure> EraseAsync<TTag>(TTag subject, CancellationToken cancellationToken = default) where TTag : ITag<TTag>
    {
        var tag = Tag.Of(subject);
        var eraser = _eraser ?? throw NoKeys();
        if (_model.Keys!.IsWithheld) throw new InvalidOperationException("The keys of this store are withheld (SubjectKeys.Withheld): "
            + "erase the subject in the process that has them.");
        await _subjects!.TellAsync().ConfigureAwait(false);
        return await eraser.EraseAsync(tag, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Wraps the keys of all subjects by another master key. Once the old master key is destroyed, every older copy of the key directory is
    /// worthless: also what a file system or a disk has kept of keys that were overwritten.
    /// </summary>
    /// <param name="master">The new master key, of <see cref="MasterKey.Bytes"/> bytes. Give it at the next opening; until the task
    /// completes, keep both.</param>
    /// <exception cref="ArgumentException">It is of another length.</exception>
    /// <exception cref="InvalidOperationException">The store has no keys, or they are withheld.</exception>
    /// <exception cref="StoreFaultedException">Writing the keys has failed, now or before.</exception>
    /// <example>
    /// <code>
    /// var next = MasterKey.Create();
    /// vault.Save(next);
    /// await store.RotateMasterKeyAsync(next);
    /// vault.DestroyOlder();
    /// </code>
    /// </example>
    public Task RotateMasterKeyAsync(ReadOnlyMemory<byte> master)
    {
        if (master.Length != MasterKey.Bytes)
            throw new ArgumentException($"The master key has {master.Length} bytes; it must have {MasterKey.Bytes}.", nameof(master));
        return (_model.Keys ?? throw NoKeys()).RotateAsync(master);
    }

    /// <summary>
    /// Opens the keys of a store that was made over a log that is open, and finishes erasures that a crash or a restore has left undone.
    /// <see cref="OpenAsync(string, EventModel, OpossumOptions?, CancellationToken)"/> has done it already. Without keys it does nothing.
    /// </summary>
    /// <param name="cancellationToken">Looked at while the log is read for erasures.</param>
    /// <exception cref="ArgumentException">The keys lie in the store, or the store in their directory.</exception>
    /// <exception cref="StoreAccessException">Their directory can't be read or written.</exception>
    /// <exception cref="StoreDamagedException">They are not what was written.</exception>
    /// <exception cref="StoreFormatException">They are of another store, or wrapped by another master key.</exception>
    /// <exception cref="StoreLockedException">Another process has them open.</exception>
    public async ValueTask OpenKeysAsync(CancellationToken cancellationToken = default)
    {
        if (_model.Keys is not { IsWithheld: false } keys || _areKeysOpen) return;
        keys.Open(Log.StoreId, PathOf(Log));
        _areKeysOpen = true;
        _subjects!.Tell(await _eraser!.ReconcileAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Tells the log what it does not know of erasures, as the next append would; for tests.</summary>
    internal Task TellErasuresAsync() => _subjects!.TellAsync();

    private async ValueTask<AppendResult> AppendPreparedAsync(
        IEvent[] events, AppendCondition? unless, AppendKey? key, Durability durability, AppendMetadata? metadata,
        CancellationToken cancellationToken) =>
        await _subjects!.RunAsync(events, key, cancellationToken).ConfigureAwait(false)
            ?? await AppendAsync(events, unless, key, durability, metadata, cancellationToken).ConfigureAwait(false);

    private async ValueTask<AppendOutcome> TryAppendPreparedAsync(
        IEvent[] events, AppendCondition unless, AppendKey? key, Durability durability, AppendMetadata? metadata,
        CancellationToken cancellationToken) =>
        await _subjects!.RunAsync(events, key, cancellationToken).ConfigureAwait(false) is { } earlier
            ? new(earlier)
            : await TryAppendAsync(events, unless, key, durability, metadata, cancellationToken).ConfigureAwait(false);

    private static EventModel WithKeys(EventModel model, OpossumOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (options.Keys is { } keys) return model.With(keys.Ring(options.TimeProvider));
        return model.IsPersonal
            ? throw new ArgumentException($"The model '{model.Name}' has personal members, which are sealed by keys. Say where those are: "
                + "Keys = SubjectKeys.InDirectory(…) in the options.")
            : model;
    }

    internal static EventModel ForReading(EventModel model, SubjectKeys? keys)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (keys is { IsWithheld: true }) return model.With(keys.Ring(TimeProvider.System));
        if (keys is null && !model.IsPersonal) return model;
        throw new ArgumentException($"The model '{model.Name}' has personal members, whose keys the process has that writes the store. "
            + "Say SubjectKeys.Withheld, in ReadOnlyOptions.Keys or to the reader itself: they read as if they were erased.");
    }

    private static string? PathOf(IReadOnlyEventLog? log)
    {
        for (; log is not null; log = log.Inner)
            if (log is EmbeddedEventLog engine) return engine.StorePath;
        return null;
    }

    private InvalidOperationException NoKeys() =>
        new($"The store of the model '{_model.Name}' was opened without keys: set OpossumOptions.Keys.");
}
