using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>Prints the tolerant way to read: any order, unknown fields skipped, what is required counted.</summary>
internal sealed class AnyOrderEmitter(SourceWriter source, ValueCode code)
{
    /// <summary>The bits of one word of seen fields.</summary>
    private const int WordSize = 64;

    /// <summary>The method that the event falls back to.</summary>
    public void Event(EventSpec e)
    {
        source.Open($"public static {e.Declaration.Reference} ReadAnyOrder({Names.FieldReader} json)");
        Body(e.Body, isRoot: true);
        source.Close();
    }

    /// <summary>A helper for a record.</summary>
    public void Record(RecordSpec record)
    {
        OpenHelper(record);
        Body(record.Body, isRoot: false);
        source.Close();
    }

    /// <summary>A helper for a collection.</summary>
    public void List(ListSpec list)
    {
        OpenHelper(list);
        source.Line($"var items = new {Names.List}<{list.ItemReference}>();");
        source.Line("json.StartArray();");
        source.Line($"while (json.NextItem()) items.Add({code.Read(list.Item)});");
        source.Line($"return {PredictedReadEmitter.Collect(list)};");
        source.Close();
    }

    private void OpenHelper(TypeSpec type) => source.Open($"public static {type.Reference} Read{type.Noun}(ref {Names.FieldReader} json)");

    private void Body(BodySpec body, bool isRoot)
    {
        var locals = new NameScope("_", "json");
        var required = body.Fields.Where(static field => field.Default is null).ToArray();
        var words = Enumerable.Range(0, (required.Length + WordSize - 1) / WordSize).Select(_ => locals.Add("seen")).ToArray();
        var names = body.Fields.Select(field => Identifiers.Escape(locals.Add(field.Wire))).ToArray();

        for (var i = 0; i < names.Length; i++) source.Line(Local(body.Fields[i], names[i]));
        foreach (var word in words) source.Line($"ulong {word} = 0;");
        source.Line("json.StartObject();");
        if (names.Length == 0)
        {
            source.Line("while (json.NextField()) json.Skip();");
        }
        else
        {
            Fields(body, names, required, words);
            source.Blank();
        }

        for (var word = 0; word < words.Length; word++) Require(words[word], [.. required.Skip(word * WordSize).Take(WordSize)]);
        if (isRoot) source.Line("json.End();");
        source.Line(Wrapping.Call("return new", [.. names.Select((name, i) => Argument(body.Fields[i], name))]));
    }

    private void Fields(BodySpec body, string[] names, FieldSpec[] required, string[] words)
    {
        source.Open("while (json.NextField())");
        for (var i = 0; i < names.Length; i++)
        {
            var field = body.Fields[i];
            var read = $"{names[i]} = {code.Read(field.Value)};";
            var bit = Array.IndexOf(required, field);
            if (bit >= 0) read = $"{{ {read} {words[bit / WordSize]} |= {Bit(bit % WordSize)}; }}";
            source.Line($"{(i == 0 ? "" : "else ")}if (json.TryField({Literals.Utf8(field.Wire)})) {read}");
        }

        source.Line("else json.Skip();");
        source.Close();
    }

    private string Local(FieldSpec field, string name)
    {
        var type = code.TypeOf(field.Value);
        if (field.Default is { } value) return $"{code.Reference(field.Value)} {name} = {value};";
        return field.Value.IsNullable || !type.IsValueType ? $"{type.Reference}? {name} = null;" : $"{type.Reference} {name} = default;";
    }

    /// <summary>A required reference was seen, or the line before would have thrown.</summary>
    private string Argument(FieldSpec field, string name) =>
        field.Default is null && !field.Value.IsNullable && !code.TypeOf(field.Value).IsValueType ? name + "!" : name;

    private void Require(string word, FieldSpec[] fields)
    {
        var mask = fields.Length switch
        {
            WordSize => "ulong.MaxValue",
            <= 8 => "0b" + new string('1', fields.Length),
            var count => $"(1UL << {count}) - 1",
        };
        source.Line(Wrapping.Call("json.Require", [word, mask, .. fields.Select(static field => Literals.Text(field.Wire))]));
    }

    private static string Bit(int bit) => bit < 8 ? Literals.Int32(1 << bit) : $"1UL << {bit}";
}
