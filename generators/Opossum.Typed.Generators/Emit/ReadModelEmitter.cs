using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>Completes a read model.</summary>
internal sealed partial class ReadModelEmitter
{
    private readonly ReadModelSpec _model;
    private readonly RowSpec _row;
    private readonly ColumnSpec[] _keys;
    private readonly LinkSpec[] _links;
    private readonly JoinSpec[] _joins;
    private readonly SourceWriter _source;
    private readonly ColumnCode _code;
    private readonly string _self;
    private readonly string _key;
    private readonly string _interface;

    private ReadModelEmitter(ReadModelSpec model, OutputSpec output)
    {
        _model = model;
        _row = model.Row;
        _keys = [.. _row.Key];
        _links = [.. model.Links];
        _joins = [.. model.Joins];
        _source = GeneratedFile.Begin(model.Declaration, output);
        _code = new(_row, model.Name);
        _self = model.Declaration.Reference;
        _key = model.KeyReference;
        _interface = Names.ReadModel(_self, _key);
    }

    public static void Emit(SourceProductionContext context, (ReadModelSpec Model, OutputSpec Output) source) =>
        context.AddSource(
            source.Output.FileName(source.Model.Declaration, "ReadModel"),
            new ReadModelEmitter(source.Model, source.Output).Write().ToSourceText());

    private SourceWriter Write()
    {
        _source.Line("/// <remarks>");
        _source.Line(DocText.Lines(Remarks()));
        _source.Line("/// </remarks>");
        _source.Open($"{_model.Declaration.Header} : {_interface}");
        At();
        Shape();
        Route();
        Joins();
        Apply();
        Keys();
        Columns();
        _source.Close();
        _source.CloseContainers(_model.Declaration);
        new ColumnCodecEmitter(_source, _row) { Writes = true }.Emit();
        return _source;
    }

    private IEnumerable<string> Remarks()
    {
        yield return $"The table <c>{_model.Name}</c>: {RowsText()},";
        if (_model.Beginning == RowBeginning.Empty && _model.Handlers.Any(Changes))
            yield return $" which begins as <c>new({string.Join(", ", _keys.Select(static key => key.Member))})</c>,";
        yield return " folded from";
        for (var i = 0; i < _model.Handlers.Count; i++)
        {
            var handler = _model.Handlers[i];
            yield return $"{(i == 0 ? "" : ",")} <c>{DocText.Escape(handler.Name)}</c>";
            string[] ways = [.. handler.Links.Select(static link => $"<c>{DocText.Escape(link.Name)}</c>")];
            if (ways.Length > 0) yield return $" by way of {string.Join(" and ", ways)}";
        }

        yield return ".";
    }

    private string RowsText() => _model.KeyForm switch
    {
        KeyForm.None => "one row",
        KeyForm.Position => "a row for each event, by its position",
        KeyForm.KeyOf => "a row for each key that <c>KeyOf</c> gives",
        _ => "a row for each "
            + string.Join(" and ", _keys.Select(static key => $"<c>{DocText.Escape(key.Tag!.Value.Key)}:{{{key.Member}}}</c>"))
            + (_keys.Length == 1 ? "" : " that an event carries together"),
    };

    private void At()
    {
        if (!_model.EmitsAt) return;
        var names = new NameScope();
        string[] parameters = [.. _keys.Select(key => Identifiers.Escape(names.Add(key.Local)))];
        var declared = string.Join(", ", _keys.Zip(parameters, static (key, name) => $"{key.Value.Reference} {name}"));
        _source.Line($"/// <summary>The address of {(_keys.Length == 0 ? "the" : "a")} row.</summary>");
        _source.Line(GeneratedFile.Attribute);
        var key = _keys.Length == 0 ? "default" : $"new({KeyOf(parameters)})";
        _source.Line($"public static {Names.RowKey}<{_self}, {_key}> At({declared}) => {key};");
        _source.Blank();
    }

    private void Shape()
    {
        _source.Line(GeneratedFile.Attribute);
        _source.Line($"static {Names.ReadModelShape} {Names.ReadModel(_self)}.Shape => new()");
        _source.Open("");
        _source.Line($"Name = {Literals.Text(_model.Name)},");
        _source.Line($"Logic = {Literals.Text(_model.Logic)},");
        _source.Line($"Layout = {Literals.Text(_model.Layout)},");
        if (_model.Revision != 1) _source.Line($"Revision = {Literals.Int32(_model.Revision)},");
        List("Columns", _row.Columns.Select(Column));
        if (_model.Indexes.Count > 0) List("Indexes", _model.Indexes.Select(Index));
        if (TagKeys().Any())
            _source.Line($"TagKeys = [{string.Join(", ", TagKeys().Distinct().Select(Literals.Text))}],");
        List("Events", _model.Handlers.Select(Handled).Concat(Unhandled().Select(Told)));
        if (_links.Length > 0) List("Links", _links.Select(Link));
        JoinsOfShape();
        if (_model.Handlers.Concat(_model.Keys).Any(static each => each.Extras.Contains("e.Metadata")))
            _source.Line("NeedsMetadata = true,");
        _source.Close(";");
        _source.Blank();
    }

    private void List(string property, IEnumerable<string> items)
    {
        _source.Line($"{property} =");
        _source.Line("[");
        foreach (var item in items) _source.Line($"    {item},");
        _source.Line("],");
    }

    private static string Column(ColumnSpec column)
    {
        string[] said =
        [
            .. column.IsKey ? ["IsKey = true"] : Array.Empty<string>(),
            .. column.IsNullable ? ["IsNullable = true"] : Array.Empty<string>(),
            .. column.Parameter is null ? ["IsComputed = true"] : Array.Empty<string>(),
        ];
        return $"new({Literals.Text(column.Name)}, {Names.ColumnType}.{column.Value.Form})"
            + (said.Length == 0 ? "" : $" {{ {string.Join(", ", said)} }}");
    }

    private static string Index(IndexSpec index) =>
        $"new({string.Join(", ", index.Columns.Prepend(index.Name).Select(Literals.Text))})"
            + (index.IsUnique ? " { IsUnique = true }" : "");

    private IEnumerable<string> TagKeys() =>
        _keys.Select(static key => key.Tag?.Key).OfType<string>()
            .Concat(_links.Select(static link => link.TagKey))
            .Concat(_joins.SelectMany(static join => join.Boundary).Select(static tag => tag.Key));

    private static string Link(LinkSpec link) =>
        $"new({Names.EventDescriptor}.Of<{link.Event}>(), {Literals.Text(link.TagKey)})";

    /// <summary>The earlier events that have no handler themselves.</summary>
    private IEnumerable<string> Unhandled() => _links.Select(static link => link.Event).Distinct(StringComparer.Ordinal)
        .Where(each => _model.Handlers.All(handler => handler.Event != each));

    private static string Told(string e) => $"new({Names.EventDescriptor}.Of<{e}>(), Decode: false) {{ UsesLinks = true }}";

    private string Handled(HandlerSpec handler)
    {
        var usesLinks = handler.Links.Count > 0 || _links.Any(link => link.Event == handler.Event);
        var isDecoded = handler.Decodes || _model.Keys.Any(key => key.Event == handler.Event && key.Decodes);
        return $"new({Names.EventDescriptor}.Of<{handler.Event}>(), Decode: {(isDecoded ? "true" : "false")})"
            + (usesLinks ? " { UsesLinks = true }" : "");
    }

    private static string KeyOf(string[] parts) => parts.Length switch
    {
        0 => "default",
        1 => parts[0],
        _ => $"({string.Join(", ", parts)})",
    };
}
