using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>Keys and columns.</summary>
internal sealed partial class ReadModelEmitter
{
    private void Keys()
    {
        _source.Line(GeneratedFile.Attribute);
        _source.Line(
            $"static {_key} {_interface}.KeyOf({_self} row) => {KeyOf([.. _keys.Select(static key => $"row.{key.Member}")])};");
        _source.Blank();
        _source.Line(GeneratedFile.Attribute);
        _source.Open($"static void {_interface}.WriteKey<TWriter>({_key} key, ref TWriter columns)");
        for (var i = 0; i < _keys.Length; i++) _source.Line(_code.Write(_keys[i], Part("key", i)));
        _source.Close();
        _source.Blank();
        _source.Line(GeneratedFile.Attribute);
        if (_links.Length > 0)
        {
            _source.Line($"static {_key} {_interface}.ReadKey<TReader>(ref TReader columns) =>");
            _source.Line($"    {KeyOf([.. _keys.Select(_code.Read)])};");
            _source.Blank();
            _source.Line(GeneratedFile.Attribute);
        }

        _source.Line($"static int {_interface}.Compare({_key} left, {_key} right) =>");
        _source.Line($"    {Compare()};");
        _source.Blank();
        _source.Line(GeneratedFile.Attribute);
        _source.Line($"static {Names.ImmutableArray}<{Names.Tag}> {_interface}.TagsOf({_key} key) => {Tags()};");
        _source.Blank();
    }

    private void Columns()
    {
        _source.Line(GeneratedFile.Attribute);
        _source.Open($"static void {_interface}.Write<TWriter>({_self} row, ref TWriter columns)");
        var names = new NameScope("row", "columns");
        foreach (var column in _row.Columns)
        {
            if (!column.IsNullable)
            {
                _source.Line(_code.Write(column, $"row.{column.Member}"));
                continue;
            }

            var value = Identifiers.Escape(names.Add(column.Local));
            _source.Line($"if (row.{column.Member} is {{ }} {value}) {_code.Write(column, value)}");
            _source.Line("else columns.WriteNull();");
        }

        _source.Close();
        _source.Blank();
        new RowEmitter(_source, _row, _code).Read();
    }

    private string Compare()
    {
        var parts = _keys.Select((key, i) => _code.Compare(key, Part("left", i), Part("right", i))).ToArray();
        if (parts.Length == 0) return "0";
        return string.Concat(parts.Take(parts.Length - 1)
            .Select(static (part, i) => $"{part} is not 0 and var order{Literals.Int32(i + 1)} ? order{Literals.Int32(i + 1)} : "))
            + parts[^1];
    }

    private string Tags() => _model.KeyForm switch
    {
        KeyForm.None => "[]",
        _ when _links.Length > 0 => "default",
        KeyForm.Tags => $"[{string.Join(", ", _keys.Select((key, i) => _code.Tag(key, Part("key", i))))}]",
        _ => "default",
    };

    private string Part(string key, int place) => _keys.Length == 1 ? key : $"{key}.Item{Literals.Int32(place + 1)}";
}
