namespace Opossum.Typed.Analyzers.Json;

/// <summary>
/// Reads the values of a JSON file in their order. Where the file stops being JSON, reading stops: what came before is certain, nothing
/// else is.
/// </summary>
internal sealed class JsonSettings
{
    /// <summary>As deep as System.Text.Json reads; a file that goes deeper is not read on.</summary>
    private const int MaxDepth = 64;

    private readonly JsonTokenizer _tokens;
    private readonly List<string> _path = [];
    private readonly List<JsonSetting> _found = [];
    private JsonToken _next;

    private JsonSettings(string json)
    {
        _tokens = new(json);
        _next = _tokens.Next();
    }

    public static IReadOnlyList<JsonSetting> Read(string json)
    {
        var reader = new JsonSettings(json);
        reader.ReadValue();
        return reader._found;
    }

    /// <summary>False once the file is no JSON any more.</summary>
    private bool ReadValue()
    {
        if (_path.Count > MaxDepth) return false;
        if (_next.Is("{")) return ReadMembers("}", ReadMember);
        if (_next.Is("[")) return ReadMembers("]", ReadElement);
        if (_next.Kind is not (JsonTokenKind.Text or JsonTokenKind.Word)) return false;

        var value = Take();
        // A word at the end of an unfinished file may be half a word.
        if (!_next.Is(",") && !_next.Is("}") && !_next.Is("]")) return false;
        _found.Add(new([.. _path], value.Text, value.Span));
        return true;
    }

    private bool ReadMembers(string end, Func<int, bool> read)
    {
        Take();
        for (var index = 0; !_next.Is(end); index++)
        {
            if (!read(index)) return false;
            if (_next.Is(",")) Take();
            else if (!_next.Is(end)) return false;
        }

        Take();
        return true;
    }

    private bool ReadMember(int index)
    {
        if (_next.Kind != JsonTokenKind.Text) return false;
        var name = Take();
        if (!_next.Is(":")) return false;
        Take();
        return ReadBelow(name.Text);
    }

    private bool ReadElement(int index) => ReadBelow(index.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private bool ReadBelow(string name)
    {
        _path.Add(name);
        var isJson = ReadValue();
        _path.RemoveAt(_path.Count - 1);
        return isJson;
    }

    private JsonToken Take()
    {
        var taken = _next;
        _next = _tokens.Next();
        return taken;
    }
}
