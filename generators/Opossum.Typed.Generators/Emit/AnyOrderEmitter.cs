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
        Body(Construction.Of(e, code.Codec), isRoot: true);
        source.Close();
        Construction.Of(e, code.Codec).Accessors(source, code, isEvent: true);
    }

    /// <summary>A helper for a record.</summary>
    public void Record(RecordSpec record)
    {
        OpenHelper(record);
        Body(Construction.Of(record, code.Codec), isRoot: false);
        source.Close();
        Construction.Of(record, code.Codec).Accessors(source, code, isEvent: false);
    }

    /// <summary>A helper for a collection.</summary>
    public void List(ListSpec list)
    {
        OpenHelper(list);
        source.Line($"var items = {CollectionCode.Begin(list)};");
        source.Line("json.StartArray();");
        source.Line($"while (json.NextItem()) items.Add({code.Read(list.Item)});");
        source.Line($"return {CollectionCode.End(list)};");
        source.Close();
    }

    /// <summary>A helper for a dictionary.</summary>
    public void Map(MapSpec map)
    {
        OpenHelper(map);
        source.Line($"var items = {CollectionCode.Begin(map)};");
        source.Line("json.StartObject();");
        source.Open("while (json.NextField())");
        source.Line(code.ReadKey(map));
        source.Line($"items[{code.Wrap(new(map.Key, IsNullable: false), "key")}] = {code.Read(map.Item)};");
        source.Close();
        source.Blank();
        source.Line($"return {CollectionCode.End(map)};");
        source.Close();
    }

    private void OpenHelper(TypeSpec type) => source.Open($"public static {type.Reference} Read{type.Noun}(ref {Names.FieldReader} json)");

    private void Body(Construction construction, bool isRoot)
    {
        var body = construction.Body;
        var locals = new NameScope("_", "json");
        var required = body.Fields.Where(static field => field.IsRequired).ToArray();

        // A bit for each field of which it matters whether it was there; the required ones come first.
        FieldSpec[] tracked = [.. required, .. body.Fields.Where(static field => field.KeepsDefault)];
        var words = Enumerable.Range(0, (tracked.Length + WordSize - 1) / WordSize).Select(_ => locals.Add("seen")).ToArray();
        var names = body.Fields.Select(field => Identifiers.Escape(locals.Add(field.Local))).ToArray();

        for (var i = 0; i < names.Length; i++) source.Line(Local(body.Fields[i], names[i]));
        foreach (var word in words) source.Line($"ulong {word} = 0;");
        source.Line("json.StartObject();");
        if (names.Length == 0)
        {
            source.Line("while (json.NextField()) json.Skip();");
        }
        else
        {
            Fields(body, names, tracked, words);
            source.Blank();
        }

        for (var word = 0; word * WordSize < required.Length; word++)
            Require(words[word], [.. required.Skip(word * WordSize).Take(WordSize)]);
        if (isRoot) source.Line("json.End();");
        Construct(construction, names, tracked, words, locals);
    }

    private void Construct(Construction construction, string[] names, FieldSpec[] tracked, string[] words, NameScope locals)
    {
        var values = construction.Body.Fields.Select((field, i) => (Field: field, Value: Argument(field, names[i]))).ToArray();
        string[] arguments =
        [
            .. values.Where(static each => each.Field.IsParameter).Select(static each => each.Value),
        ];
        string[] members =
        [
            .. values.Where(static each => each.Field.IsInitialized)
                .Select(static each => $"{each.Field.Member} = {each.Value}"),
        ];
        var later = values.Where(static each => each.Field.KeepsDefault).ToArray();
        if (later.Length == 0)
        {
            source.Line(Wrapping.Construct("return " + construction.New(isTyped: true), arguments, members));
            return;
        }

        var instance = locals.Add("e");
        source.Line(Wrapping.Construct($"var {instance} = {construction.New(isTyped: false)}", arguments, members));
        foreach (var (field, value) in later)
        {
            var bit = Array.IndexOf(tracked, field);
            source.Line($"if (({words[bit / WordSize]} & {Bit(bit % WordSize)}) != 0) {construction.Set(field, instance, value)}");
        }

        source.Line($"return {instance};");
    }

    private void Fields(BodySpec body, string[] names, FieldSpec[] tracked, string[] words)
    {
        source.Open("while (json.NextField())");
        for (var i = 0; i < names.Length; i++)
        {
            var field = body.Fields[i];
            var read = $"{names[i]} = {code.Read(field.Value)};";
            var bit = Array.IndexOf(tracked, field);
            if (bit >= 0) read = $"{{ {read} {words[bit / WordSize]} |= {Bit(bit % WordSize)}; }}";
            var isField = string.Join(
                " || ", field.Aliases.Prepend(field.Wire).Select(static name => $"json.TryField({Literals.Utf8(name)})"));
            source.Line($"{(i == 0 ? "" : "else ")}if ({isField}) {read}");
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
