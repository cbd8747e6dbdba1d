namespace Opossum.Typed;

/// <summary>
/// Marks what is called by a handler, or a callback, of a consumer while it runs: a command that would wait for that call is refused. A
/// task that the handler leaves behind is outside once the handler has returned.
/// </summary>
internal sealed class HandlerScope : IDisposable
{
    private static readonly AsyncLocal<HandlerScope?> s_innermost = new();

    private readonly string? _callback;             // such as OnFailure; null for a handler
    private readonly HandlerScope? _outer;          // of another consumer's handler, which retries events of this one
    private volatile bool _isOver;

    private HandlerScope(ConsumerParts consumer, string? callback, HandlerScope? outer) =>
        (Consumer, _callback, _outer) = (consumer, callback, outer);

    /// <summary>Whose handler or callback it is.</summary>
    public ConsumerParts Consumer { get; }

    /// <summary>False once the handler or callback has returned.</summary>
    public bool IsOpen => !_isOver;

    /// <summary>Calls a handler of the consumer in a scope. The end of this method restores the caller's context.</summary>
    public static async ValueTask RunAsync(
        ConsumerParts consumer, Func<ConsumedEvent, CancellationToken, ValueTask> handler, ConsumedEvent e, CancellationToken stop)
    {
        var scope = s_innermost.Value = new(consumer, callback: null, s_innermost.Value);
        try
        {
            await handler(e, stop).ConfigureAwait(false);
        }
        finally
        {
            scope._isOver = true;
        }
    }

    /// <summary>Begins a scope around a callback. Disposing it ends it.</summary>
    public static HandlerScope Of(ConsumerParts consumer, string callback) =>
        s_innermost.Value = new(consumer, callback, s_innermost.Value);

    /// <summary>The scopes that the caller is in, from the inside out.</summary>
    public static IEnumerable<HandlerScope> Current
    {
        get
        {
            for (var scope = s_innermost.Value; scope is not null; scope = scope._outer)
                if (scope.IsOpen) yield return scope;
        }
    }

    /// <summary>Ends a scope around a callback.</summary>
    public void Dispose()
    {
        _isOver = true;
        s_innermost.Value = _outer;
    }

    /// <summary>Why a command to the scope's own consumer is refused.</summary>
    public InvalidOperationException Refuse(string command) => new(_callback is null
        ? $"{command} of the consumer '{Consumer.Shape.Name}' was called by its own handler, and would wait for that handler. Throw to "
            + "stop at the event (Exhausted.Stop), call RequestPause to stop after it, or call this from outside the handler."
        : $"{command} of the consumer '{Consumer.Shape.Name}' was called by its own {_callback}, and would wait for it. Call RequestPause, "
            + $"which does not wait, or call this from outside {_callback}.");

    /// <summary>Why closing the store is refused.</summary>
    public InvalidOperationException RefuseClose()
    {
        var caller = _callback is null ? "a handler" : _callback;
        var called = _callback is null ? "that handler" : "it";
        return new(
            $"Closing the store was called by {caller} of its consumer '{Consumer.Shape.Name}', and would wait for {called}. "
                + $"Nothing was closed. Close the store from outside {_callback ?? "the handler"}; in a host, let "
                + "IHostApplicationLifetime.StopApplication do it.");
    }
}
