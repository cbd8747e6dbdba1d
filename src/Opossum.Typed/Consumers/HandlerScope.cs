namespace Opossum.Typed;

/// <summary>
/// Marks what is called by a handler while it runs: a command to the handler's own consumer would wait for that handler, so it is refused.
/// A task that the handler leaves behind is outside once the handler has returned.
/// </summary>
internal sealed class HandlerScope
{
    private static readonly AsyncLocal<HandlerScope?> s_innermost = new();

    private readonly ConsumerParts _consumer;
    private readonly HandlerScope? _outer;          // of another consumer's handler, which retries events of this one
    private volatile bool _isOver;

    private HandlerScope(ConsumerParts consumer, HandlerScope? outer) => (_consumer, _outer) = (consumer, outer);

    /// <summary>Calls a handler of the consumer in a scope. The end of this method restores the caller's context.</summary>
    public static async ValueTask RunAsync(
        ConsumerParts consumer, Func<ConsumedEvent, CancellationToken, ValueTask> handler, ConsumedEvent e, CancellationToken stop)
    {
        var scope = s_innermost.Value = new(consumer, s_innermost.Value);
        try
        {
            await handler(e, stop).ConfigureAwait(false);
        }
        finally
        {
            scope._isOver = true;
        }
    }

    /// <exception cref="InvalidOperationException">A handler of the consumer is calling.</exception>
    public static void RequireOutside(ConsumerParts consumer, string command)
    {
        for (var scope = s_innermost.Value; scope is not null; scope = scope._outer)
        {
            if (scope._consumer == consumer && !scope._isOver) throw new InvalidOperationException(
                $"{command} of the consumer '{consumer.Shape.Name}' was called by its own handler, and would wait for that handler. Throw "
                    + "to stop at the event (Exhausted.Stop), call RequestPause to stop after it, or call this from outside the handler.");
        }
    }
}
