using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Opossum.Typed.Analyzers.Consumers;

/// <summary>An append or a decision of a handler under a key that is known: of a constant purpose, or a constant itself.</summary>
internal sealed class KeyedAppend
{
    private readonly IArgumentOperation _key;
    private readonly (HandlerFrame Frame, IOperation Operation)[] _path;

    private KeyedAppend(IInvocationOperation call, HandlerFrame frame, IArgumentOperation key, string text, bool isOfEvent)
    {
        (_key, Text, IsOfEvent) = (key, text, isOfEvent);
        Content = call.Arguments.First(static each => each.Parameter?.Ordinal == 0).Value;
        var path = new Stack<(HandlerFrame, IOperation)>();
        path.Push((frame, call));
        for (var inner = frame; inner.Caller is { } outer; inner = outer) path.Push((outer, inner.Call!));
        _path = [.. path];
    }

    /// <summary>The purpose, or the key itself if it is a constant.</summary>
    public string Text { get; }

    /// <summary>False for a constant key, which is the same for every event.</summary>
    public bool IsOfEvent { get; }

    /// <summary>The command or the events.</summary>
    public IOperation Content { get; }

    public HandlerFrame Frame => _path[_path.Length - 1].Frame;

    /// <summary>From the handler to the append: each call, and the method that makes it.</summary>
    public IReadOnlyList<(HandlerFrame Frame, IOperation Operation)> Path => _path;

    public Location Location => _key.Syntax.GetLocation();

    public static IEnumerable<KeyedAppend> In(Delivery delivery) => delivery.Frames.SelectMany(static frame => frame.Calls
        .Where(KeyedCall.Appends)
        .Select(call => Of(call, frame))
        .OfType<KeyedAppend>());

    /// <summary>
    /// Where the two part on their way from the handler, the earlier one first; null if a delivery makes one of them or the other.
    /// </summary>
    public (IOperation First, IOperation Second)? MeetsIn(KeyedAppend other)
    {
        var depth = 0;
        while (_path[depth].Operation == other._path[depth].Operation) depth++;
        var (frame, mine) = _path[depth];
        var theirs = other._path[depth].Operation;
        if (!FlowOrder.BothRun(frame, mine, theirs)) return null;
        return mine.Syntax.SpanStart <= theirs.Syntax.SpanStart ? (mine, theirs) : (theirs, mine);
    }

    private static KeyedAppend? Of(IInvocationOperation call, HandlerFrame frame)
    {
        if (KeyedCall.KeyOf(call) is not { } key) return null;
        var (value, from) = frame.OriginOf(key.Value);
        if (KeyedCall.PurposeOf(value, from) is { } purpose) return new(call, frame, key, purpose, isOfEvent: true);
        return value is { ConstantValue: { HasValue: true, Value: string text } }
            ? new(call, frame, key, text, isOfEvent: false)
            : null;
    }
}
