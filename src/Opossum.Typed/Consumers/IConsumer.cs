using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>What handles events one by one, each at least once.</summary>
public interface IConsumer
{
    /// <summary>Calls the handler for an event. The event is done when the task completes without an exception.</summary>
    /// <param name="e">The event.</param>
    /// <param name="stop">Cancelled if the host has no more time for it. The event is delivered again then.</param>
    ValueTask HandleAsync(ConsumedEvent e, CancellationToken stop);
}

/// <inheritdoc/>
/// <typeparam name="TSelf">The consumer.</typeparam>
public interface IConsumer<TSelf> : IConsumer where TSelf : class, IConsumer<TSelf>
{
    /// <summary>Its name and its events.</summary>
    static abstract ConsumerShape Shape { get; }
}
