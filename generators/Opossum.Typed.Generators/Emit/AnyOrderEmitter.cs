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
        new SealedPartEmitter(source, code).Helpers(Construction.Of(e, code.Codec));
        Construction.Of(e, code.Codec).Accessors(source, code, isEvent: true);
    }

    /// <summary>A helper for a record.</summary>
    public void Record(RecordSpec record)
    {
        OpenHelper(record);
        Body(Construction.Of(record, code.Codec), isRoot: false);
        source.Close();
        new SealedPartEmitter(source, code).Helpers(Construction.Of(record, code.Codec));
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
        var tracked = SealedPartEmitter.TrackedOf(body);
        var words = Enumerable.Range(0, WordsOf(tracked)).Select(_ => locals.Add("seen")).ToArray();
        var names = body.Fields.Select(field => Identifiers.Escape(locals.Add(field.Local))).ToArray();
        var parts = body.Parts.Select(_ => (Text: locals.Add("part"), IsThere: locals.Add("isSealed"))).ToArray();

        for (var i = 0; i < names.Length; i++) source.Line(Local(body.Fields[i], names[i]));
        foreach (var word in words) source.Line($"ulong {word} = 0;");
        foreach (var (text, isThere) in parts)
        {
            source.Line($"{Names.SealedText} {text} = default;");
            source.Line($"var {isThere} = false;");
        }

        source.Line("json.StartObject();");
        if (names.Length == 0)
        {
            source.Line("while (json.NextField()) json.Skip();");
        }
        else
        {
            Fields(body, names, tracked, words, parts);
            source.Blank();
        }

        for (var part = 0; part < parts.Length; part++) Open(construction, part, parts[part], names, tracked, words, locals);

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

    private void Fields(
        BodySpec body, string[] names, FieldSpec[] tracked, string[] words, (string Text, string IsThere)[] parts)
    {
        source.Open("while (json.NextField())");
        for (var i = 0; i < names.Length; i++)
        {
            source.Line($"{(i == 0 ? "" : "else ")}{Field(code, body.Fields[i], names[i], tracked, words)}");
        }

        for (var part = 0; part < parts.Length; part++)
        {
            var (text, isThere) = parts[part];
            source.Line($"else if (json.TryField({Literals.Utf8(body.Parts[part].Wire)})) "
                + $"{{ {text} = json.ReadSealed(); {isThere} = true; }}");
        }

        source.Line("else json.Skip();");
        source.Close();
    }

    /// <summary>
    /// A part that is there has the last word on its fields, whatever stands beside it in plain text. Without its subject it is not opened:
    /// that this is missing is said next.
    /// </summary>
    private void Open(
        Construction construction, int part, (string Text, string IsThere) local, string[] names, FieldSpec[] tracked, string[] words,
        NameScope locals)
    {
        var (body, all) = (construction.Body, construction.Body.Fields.ToArray());
        var fields = SealedPartEmitter.FieldsOf(body, part);
        var own = fields.Select(field => names[Array.IndexOf(all, field)]).ToArray();
        var subject = body.Fields[body.Parts[part].Subject];
        var opened = locals.Add("opened");
        source.Open($"if ({local.IsThere})");
        for (var i = 0; i < fields.Length; i++) source.Line($"{own[i]} = {Initial(fields[i])};");
        foreach (var (word, mask) in Masks(fields, tracked, words)) source.Line($"{word} &= ~{mask};");
        var bit = Array.IndexOf(tracked, subject);
        var isKnown = bit < 0 ? "" : $"({words[bit / WordSize]} & {Bit(bit % WordSize)}) != 0 && ";
        source.Open($"if ({isKnown}json.TryOpen({local.Text}, {names[body.Parts[part].Subject]}, out var {opened}))");
        source.Line(SealedPartEmitter.ReadOpened(construction, part, opened, own, words));
        source.Close();
        source.Open("else");
        for (var i = 0; i < fields.Length; i++) source.Line($"{own[i]} = {fields[i].Replacement};");
        foreach (var (word, mask) in Masks(fields, tracked, words)) source.Line($"{word} |= {mask};");
        source.Close();
        source.Close();
        source.Blank();
    }

    private static IEnumerable<(string Word, string Mask)> Masks(FieldSpec[] fields, FieldSpec[] tracked, string[] words)
    {
        for (var word = 0; word < words.Length; word++)
        {
            var mask = 0UL;
            foreach (var field in fields)
                if (Array.IndexOf(tracked, field) is var bit and >= 0 && bit / WordSize == word) mask |= 1UL << (bit % WordSize);
            if (mask != 0) yield return (words[word], Literals.UInt64(mask));
        }
    }

    /// <summary>A statement that reads the current field where it is this one.</summary>
    public static string Field(ValueCode code, FieldSpec field, string name, FieldSpec[] tracked, string[] words)
    {
        var read = $"{name} = {code.Read(field.Value)};";
        var bit = Array.IndexOf(tracked, field);
        if (bit >= 0) read = $"{{ {read} {words[bit / WordSize]} |= {Bit(bit % WordSize)}; }}";
        var isField = string.Join(
            " || ", field.Aliases.Prepend(field.Wire).Select(static name => $"json.TryField({Literals.Utf8(name)})"));
        return $"if ({isField}) {read}";
    }

    /// <summary>How many words the bits of the fields take of which it matters whether they were there.</summary>
    public static int WordsOf(FieldSpec[] tracked) => (tracked.Length + WordSize - 1) / WordSize;

    /// <summary>The type of the local that a field is read into.</summary>
    public static string LocalType(ValueCode code, FieldSpec field)
    {
        var type = code.TypeOf(field.Value);
        return field.Default is not null ? code.Reference(field.Value)
            : field.Value.IsNullable || !type.IsValueType ? type.Reference + "?" : type.Reference;
    }

    private string Local(FieldSpec field, string name) => $"{LocalType(code, field)} {name} = {Initial(field)};";

    private string Initial(FieldSpec field) =>
        field.Default ?? (field.Value.IsNullable || !code.TypeOf(field.Value).IsValueType ? "null" : "default");

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
