using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>The decision models that handlers take, up to their event.</summary>
internal sealed partial class ReadModelEmitter
{
    private void JoinsOfShape()
    {
        if (_joins.Length == 0) return;
        _source.Line("Joins =");
        _source.Line("[");
        _source.Indent();
        foreach (var join in _joins) JoinOfShape(join);
        _source.Unindent();
        _source.Line("],");
    }

    private void JoinOfShape(JoinSpec join)
    {
        var boundary = join.BoundaryReference;
        var parts = Enumerable.Range(0, join.Boundary.Count)
            .Select(place => join.Boundary.Count == 1 ? "boundary" : $"boundary.Item{Literals.Int32(place + 1)}");
        _source.Line($"{Names.ReadModelJoin}.Of<{join.Model}, {boundary}>(");
        _source.Indent();
        _source.Line($"{Literals.Text(join.Name)},");
        _source.Line($"static boundary => new {join.Model}({string.Join(", ", parts)}),");
        _source.Open($"static (ref {Names.ProjectedEvent} e, ref {Names.RowKeys}<{boundary}> boundaries) =>");
        var tags = join.Boundary.Select(static (_, place) => $"tag{Literals.Int32(place + 1)}").ToArray();
        for (var i = 0; i < tags.Length; i++)
        {
            _source.Line($"foreach (var {tags[i]} in e.Tags({Literals.Utf8(join.Boundary[i].Key)}))");
            _source.Indent();
        }

        _source.Line($"boundaries.Add({KeyOf([.. join.Boundary.Zip(tags, (tag, name) => _code.OfTag(tag.Value, name))])});");
        foreach (var _ in tags) _source.Unindent();
        _source.Close("),");
        _source.Unindent();
    }

    /// <summary>What handlers will ask for.</summary>
    private void Joins()
    {
        if (_joins.Length == 0) return;
        _source.Line(GeneratedFile.Attribute);
        _source.Open(Wrapping.Signature(
            $"static void {_interface}.Join", $"{_key} key, ref {Names.ProjectedEvent} e, ref {Names.JoinNeeds} needs"));
        foreach (var handler in _model.Handlers.Where(static each => each.Joins.Count > 0))
        {
            _source.Open($"if (e.Is<{handler.Event}>())");
            foreach (var use in handler.Joins)
                _source.Line($"needs.Add<{use.Join.Model}, {use.Join.BoundaryReference}>({NumberOf(use)}, {BoundaryOf(use)});");
            _source.Close();
        }

        _source.Close();
        _source.Blank();
    }

    /// <returns>Null where the parameter is another one.</returns>
    private string? Joined(HandlerSpec handler, string extra) => handler.Joins.FirstOrDefault(use => use.Extra == extra) is { } use
        ? $"e.Joined<{use.Join.Model}, {use.Join.BoundaryReference}>({NumberOf(use)}, {BoundaryOf(use)})"
        : null;

    private string BoundaryOf(JoinUseSpec use) => KeyOf([.. use.Join.Boundary.Zip(use.Parts, (tag, part) =>
        part >= 0 ? Part("key", part) : _code.OfTag(tag.Value, $"e.Tag({Literals.Utf8(tag.Key)})"))]);

    private string NumberOf(JoinUseSpec use) => Literals.Int32(Array.IndexOf(_joins, use.Join));
}
