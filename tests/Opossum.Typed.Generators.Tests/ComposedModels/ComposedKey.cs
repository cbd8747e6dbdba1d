using Opossum.Typed.Generators.Tests.Composed;

namespace Opossum.Typed.Generators.Tests.ComposedModels;

/// <summary>What the rows of a composed model are found by.</summary>
internal sealed class ComposedKey
{
    public static readonly string[] Tags = ["Alpha", "Beta", "Gamma"];

    private readonly string[] _tags = [];
    private readonly string? _expression;       // of KeyOf

    public ComposedKey(Dice dice, HashSet<string> members)
    {
        switch (dice.Below(8))
        {
            case 0:
                Type = "long";
                Parameters = ["[property: Key] long Position"];
                break;
            case 1:
                Type = "ValueTuple";
                break;
            case 2 when members.Contains("N"):
                (Type, _expression) = ("int", "e.N % 4");
                Parameters = ["[property: Key] int Slot"];
                break;
            case 3 when members.Contains("M"):
                (Type, _expression) = ("(Mood, bool)", "e.M == Mood.Calm ? null : (e.M, e.M == Mood.Wild)");
                Parameters = ["[property: Key] Mood Mood", "[property: Key] bool IsWild"];
                break;
            case 4 or 5:
                var left = dice.Of(Tags);
                _tags = [left, dice.Of([.. Tags.Where(tag => tag != left)])];
                Type = $"({_tags[0]}, {_tags[1]})";
                Parameters = [.. _tags.Select(static tag => $"[property: Key] {tag} {tag}")];
                break;
            default:
                _tags = [dice.Of(Tags)];
                Type = _tags[0];
                Parameters = [$"[property: Key] {Type} {Type}"];
                break;
        }
    }

    public string Type { get; }

    /// <summary>The members of the row that are its key.</summary>
    public string[] Parameters { get; } = [];

    public bool IsPosition => Type == "long";

    /// <summary>The arguments of a row's constructor, of a variable <c>key</c>.</summary>
    public IEnumerable<string> Arguments => Parameters.Length switch
    {
        0 => [],
        1 => ["key"],
        _ => Parameters.Select(static (_, i) => $"key.Item{i + 1}"),
    };

    /// <summary>True if rows of the event can be found.</summary>
    public bool Takes(ComposedEvent e) => _expression switch
    {
        null => Array.TrueForAll(_tags, e.Tags.ContainsKey),
        _ => e.Members.Contains(_expression.StartsWith("e.N", StringComparison.Ordinal) ? "N" : "M"),
    };

    /// <summary>The method that a model with a key of its own has for an event.</summary>
    public string? Method(ComposedEvent e)
    {
        if (_expression is null) return null;
        var type = _expression.Contains("null", StringComparison.Ordinal) ? Type + "?" : Type;
        return $"internal static {type} KeyOf({e.Name} e) => {_expression};";
    }

    /// <summary>All keys of an event <c>e</c> at <c>at.Position</c>, found in the plainest way.</summary>
    public string KeysOf(ComposedEvent e)
    {
        if (IsPosition) return "new[] { at.Position }";
        if (Type == "ValueTuple") return "new[] { default(ValueTuple) }";
        if (_expression is not null) return $"Naive.Some<{Type}>({_expression})";
        return _tags.Length == 1
            ? $"{All(_tags[0])}.Distinct()"
            : $"(from left in {All(_tags[0])} from right in {All(_tags[1])} select (left, right)).Distinct()";

        string All(string tag) => e.Tags[tag] ? $"e.{tag}s" : $"new[] {{ e.{tag}s }}";
    }
}
