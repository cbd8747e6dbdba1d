namespace Opossum.Typed;

// Consumers: events handled one by one, each at least once.
public partial class OpossumReader
{
    private readonly ConsumerRegistry _consumers;

    /// <summary>The consumers that run over this store, by name.</summary>
    public IReadOnlyCollection<Consumer> Consumers => _consumers.All;

    /// <summary>
    /// Starts a consumer: it is given each event of its types, from where it was when it ran last, and then what comes. An event is given
    /// again after a crash or a failure, so handlers must bear that: use <see cref="ConsumedEvent.Id"/> or
    /// <see cref="ConsumedEvent.KeyFor"/>.
    /// </summary>
    /// <typeparam name="TConsumer">A class that implements <see cref="IConsumer{TSelf}"/>.</typeparam>
    /// <param name="consumer">Handles the events.</param>
    /// <param name="options">How it runs; the defaults when null.</param>
    /// <param name="cancellationToken">Ends the start. The consumer is ended by disposing it.</param>
    /// <exception cref="ArgumentException">The consumer's name is none, an event is not of the model, none has the tag that the consumer
    /// keeps them in order of, or an option is out of its range.</exception>
    /// <exception cref="ConsumerRunningException">A consumer of this name runs.</exception>
    /// <exception cref="CheckpointException">
    /// Its progress is of another history: the store was restored from a backup, or replaced.
    /// </exception>
    /// <exception cref="StoreDamagedException">Its progress is not what was written.</exception>
    /// <exception cref="NotSupportedException">The log keeps no progress, and the options don't say where else to.</exception>
    /// <exception cref="ObjectDisposedException">The store was closed.</exception>
    public ValueTask<Consumer> StartConsumerAsync<TConsumer>(
        TConsumer consumer, ConsumerOptions? options = null, CancellationToken cancellationToken = default)
        where TConsumer : class, IConsumer<TConsumer>
    {
        ArgumentNullException.ThrowIfNull(consumer);
        return StartConsumerAsync<TConsumer>(consumer.HandleAsync, options, cancellationToken);
    }

    /// <summary>Starts a consumer whose instances live as long as one delivery, such as those of a container.</summary>
    /// <param name="deliver">Makes an instance, lets it handle the event, and disposes of it.</param>
    /// <param name="options">How it runs; the defaults when null.</param>
    /// <param name="cancellationToken">Ends the start. The consumer is ended by disposing it.</param>
    /// <inheritdoc cref="StartConsumerAsync{TConsumer}(TConsumer, ConsumerOptions?, CancellationToken)"/>
    public async ValueTask<Consumer> StartConsumerAsync<TConsumer>(
        Func<ConsumedEvent, CancellationToken, ValueTask> deliver, ConsumerOptions? options = null,
        CancellationToken cancellationToken = default)
        where TConsumer : class, IConsumer<TConsumer>
    {
        ArgumentNullException.ThrowIfNull(deliver);
        EnsureOpen();
        var shape = TConsumer.Shape;
        options = (options ?? new()).Checked(ConsumerNames.Checked(shape.Name));
        var consumer = await ConsumerStart.RunAsync(
            _log, _model, shape, deliver, options, _time, _consumers.Remove, cancellationToken).ConfigureAwait(false);
        _consumers.Add(consumer);
        if (!Volatile.Read(ref _isClosed)) return consumer;
        await consumer.DisposeAsync().ConfigureAwait(false);        // closed meanwhile, and perhaps without it
        throw Closed();
    }

    /// <summary>
    /// Forgets how far a consumer is, and its parked events: at its next start it begins where its options say. For a progress that was
    /// refused, of another history say, or whose file is damaged.
    /// </summary>
    /// <param name="consumer">The name of the consumer, which must not run.</param>
    /// <param name="cancellationToken">Looked at before anything is deleted.</param>
    /// <returns>False if nothing was known of it.</returns>
    /// <exception cref="ConsumerRunningException">It runs.</exception>
    /// <exception cref="NotSupportedException">The log keeps no progress of consumers.</exception>
    /// <exception cref="ObjectDisposedException">The store was closed.</exception>
    public ValueTask<bool> ForgetConsumerAsync(string consumer, CancellationToken cancellationToken = default)
    {
        EnsureOpen();
        return (_log.ConsumerStates ?? throw new NotSupportedException($"{_log.GetType().Name} keeps no progress of consumers."))
            .ForgetAsync(consumer, cancellationToken);
    }

    private void EnsureOpen()
    {
        if (Volatile.Read(ref _isClosed)) throw Closed();
    }

    private ObjectDisposedException Closed() => new(GetType().FullName, "The store was closed.");
}
