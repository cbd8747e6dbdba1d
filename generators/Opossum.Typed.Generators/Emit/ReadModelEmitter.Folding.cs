using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>Which rows an event concerns, and what its handler makes of them.</summary>
internal sealed partial class ReadModelEmitter
{
    private static bool Changes(HandlerSpec handler) => handler.Form is HandlerForm.Gives or HandlerForm.Static;

    private void Route()
    {
        _source.Line(GeneratedFile.Attribute);
        _source.Open(
            Wrapping.Signature($"static void {_interface}.Route", $"ref {Names.ProjectedEvent} e, ref {Names.RowKeys}<{_key}> keys"));
        switch (_model.KeyForm)
        {
            case KeyForm.None:
                _source.Line("keys.Add(default);");
                break;
            case KeyForm.Position:
                _source.Line("keys.Add(e.Position);");
                break;
            case KeyForm.Tags:
                RouteByLinks();
                RouteByTags();
                break;
            default:
                RouteByMethods();
                break;
        }

        _source.Close();
        _source.Blank();
    }

    /// <summary>Every pair of the tags of several keys.</summary>
    private void RouteByTags()
    {
        var names = new NameScope("e", "keys");
        string[] tags = [.. _keys.Select(key => Identifiers.Escape(names.Add(key.Local)))];
        for (var i = 0; i < _keys.Length; i++)
        {
            _source.Line($"foreach (var {tags[i]} in e.Tags({Literals.Utf8(_keys[i].Tag!.Value.Key)}))");
            _source.Indent();
        }

        _source.Line($"keys.Add({KeyOf([.. _keys.Zip(tags, _code.OfTag)])});");
        foreach (var _ in _keys) _source.Unindent();
    }

    /// <summary>What finds its rows by way of an earlier event, and what earlier events tell of.</summary>
    private void RouteByLinks()
    {
        foreach (var handler in _model.Handlers.Where(static each => each.Links.Count > 0))
        {
            _source.Open($"if (e.Is<{handler.Event}>())");
            foreach (var link in handler.Links)
                _source.Line($"foreach (var value in e.Tags({Literals.Utf8(link.TagKey)})) keys.AddLinked({NumberOf(link)}, value);");
            _source.Line("return;");
            _source.Close();
            _source.Blank();
        }

        var unhandled = new HashSet<string>(Unhandled(), StringComparer.Ordinal);
        foreach (var links in _links.GroupBy(static link => link.Event, StringComparer.Ordinal))
        {
            _source.Open($"if (e.Is<{links.Key}>())");
            foreach (var link in links) Tell(link);
            if (unhandled.Contains(links.Key)) _source.Line("return;");
            _source.Close();
            _source.Blank();
        }
    }

    private void Tell(LinkSpec link)
    {
        var names = new NameScope("e", "keys", "value");
        string[] tags = [.. _keys.Select(key => Identifiers.Escape(names.Add(key.Local)))];
        _source.Line($"foreach (var value in e.Tags({Literals.Utf8(link.TagKey)}))");
        _source.Indent();
        for (var i = 0; i < _keys.Length; i++)
        {
            _source.Line($"foreach (var {tags[i]} in e.Tags({Literals.Utf8(_keys[i].Tag!.Value.Key)}))");
            _source.Indent();
        }

        _source.Line($"keys.Link({NumberOf(link)}, value, {KeyOf([.. _keys.Zip(tags, _code.OfTag)])});");
        foreach (var _ in _keys) _source.Unindent();
        _source.Unindent();
    }

    private string NumberOf(LinkSpec link) => Literals.Int32(Array.IndexOf(_links, link));

    private void RouteByMethods()
    {
        for (var i = 0; i < _model.Keys.Count; i++)
        {
            var key = _model.Keys[i];
            var call = $"KeyOf({string.Join(", ", [HandlerCode.Event(key), .. key.Extras])})";
            _source.Open($"{(i == 0 ? "" : "else ")}if (e.Is<{key.Event}>())");
            _source.Line(key.Form == HandlerForm.Key ? $"keys.Add({call});" : $"if ({call} is {{ }} key) keys.Add(key);");
            _source.Close();
        }
    }

    private void Apply()
    {
        var asStored = NormalizedColumns().Any() ? _model.StoredName : null;
        _source.Line(GeneratedFile.Attribute);
        _source.Open(
            Wrapping.Signature($"static {_self}? {_interface}.Apply", $"{_self}? row, {_key} key, ref {Names.ProjectedEvent} e"));
        foreach (var handler in _model.Handlers.Where(static each => !Changes(each))) Call(handler, asStored);
        if (_model.Handlers.Any(Changes))
        {
            _source.Line(
                _model.Beginning == RowBeginning.Made ? $"if (row is null) return e.NoRow<{_self}>();" : $"row ??= {Empty()};");
            foreach (var handler in _model.Handlers.Where(Changes)) Call(handler, asStored);
        }

        _source.Line("return row;");
        _source.Close();
        _source.Blank();
        if (asStored is not null) AsStored(asStored);
    }

    private void Call(HandlerSpec handler, string? asStored)
    {
        string[] arguments = [HandlerCode.Event(handler), .. handler.Extras.Select(extra => Joined(handler, extra) ?? extra)];
        var call = handler.Form switch
        {
            HandlerForm.Gives => $"row.On({string.Join(", ", arguments)})",
            HandlerForm.Makes => $"On({string.Join(", ", arguments)})",
            _ => $"On({string.Join(", ", arguments.Prepend("row"))})",
        };
        _source.Line($"if (e.Is<{handler.Event}>()) return {(asStored is null ? call : $"{asStored}({call})")};");
    }

    /// <summary>A row that no event has changed yet.</summary>
    private string Empty()
    {
        var isFirst = _keys.Select(static (key, i) => key.Place == i).All(static each => each);
        var arguments = _keys.Select((key, i) =>
            (isFirst ? "" : $"{key.Parameter}: ") + (_keys.Length == 1 ? "key" : $"key.Item{Literals.Int32(i + 1)}"));
        return $"new {_self}({string.Join(", ", arguments)})";
    }

    private IEnumerable<ColumnSpec> NormalizedColumns() =>
        _row.Stored.Where(static column => column.Value.Form.IsNormalized());

    private void AsStored(string name)
    {
        var timestamps = NormalizedColumns()
            .Where(static column => column.Value.Form == ColumnForm.Timestamp)
            .Select(static column => $"{column.Member}: {(column.IsNullable ? "null or " : "")}{{ Offset.Ticks: 0 }}")
            .ToArray();
        var numbers = NormalizedColumns()
            .Where(static column => column.Value.Form == ColumnForm.RealNumber)
            .Select(static column =>
                $"!(row.{column.Member} is 0 && {Names.Of(column.Value.Kind!.Value)}.IsNegative("
                    + $"row.{column.Member}{(column.IsNullable ? ".Value" : "")}))");
        var conditions = numbers.Prepend(timestamps.Length == 0 ? "" : $"row is {{ {string.Join(", ", timestamps)} }}")
            .Where(static each => each.Length > 0);
        _source.Line("/// <summary>As the row comes back from a storage: times in UTC, and no zero with a sign.</summary>");
        _source.Line(GeneratedFile.Attribute);
        _source.Open($"private static {_self}? {name}({_self}? row)");
        _source.Line("if (row is null) return null;");
        _source.Line($"if ({string.Join("\n    && ", conditions)}) return row;");
        _source.Line($"return {new RowEmitter(_source, _row, _code).New(_row.Stored.Select(Normalized))};");
        _source.Close();
        _source.Blank();
    }

    private static string Normalized(ColumnSpec column) => column.Value.Form switch
    {
        ColumnForm.Timestamp => $"row.{column.Member}{(column.IsNullable ? "?" : "")}.ToUniversalTime()",
        ColumnForm.RealNumber => $"row.{column.Member} + 0{(column.Value.Kind == ScalarKind.Single ? "f" : "d")}",
        _ => $"row.{column.Member}",
    };
}
