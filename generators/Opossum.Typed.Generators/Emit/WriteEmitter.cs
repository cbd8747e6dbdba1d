using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>Prints code that writes values as JSON: each constant between two values is one copy.</summary>
internal sealed class WriteEmitter(SourceWriter source, ValueCode code)
{
    /// <summary>Whether a collection is refused that would come back with another comparer than it has.</summary>
    public bool ChecksComparers { get; init; }

    /// <summary>Statements that write an object.</summary>
    /// <param name="body">Its fields.</param>
    /// <param name="instance">The object as source.</param>
    /// <param name="begin">A first field, with the bracket before it, that is no member.</param>
    public void Body(BodySpec body, string instance, string? begin = null)
    {
        var locals = new NameScope("_", "e", "json", "value");
        var isFirst = begin is null;
        var constant = Fields([.. body.Fields.Where(static field => field.Part is null)], instance, locals, begin ?? "{", ref isFirst);
        for (var part = 0; part < body.Parts.Count; part++)
        {
            Raw($"{constant}{(isFirst ? "" : ",")}\"{body.Parts[part].Wire}\":");
            Sealed(body, part, instance, locals);
            (constant, isFirst) = ("", false);
        }

        Raw(constant + "}");
    }

    /// <returns>What is still to be written of the constant behind the last field.</returns>
    private string Fields(FieldSpec[] fields, string instance, NameScope locals, string constant, ref bool isFirst)
    {
        foreach (var field in fields)
        {
            var type = code.TypeOf(field.Value);
            var quote = ValueCode.Quote(type);
            var member = $"{instance}.{field.Member}";
            constant += $"{(isFirst ? "" : ",")}\"{field.Wire}\":";
            isFirst = false;
            if (field.Value.IsNullable)
            {
                Nullable(type, member, Identifiers.Escape(locals.Add(field.Local)), constant);
                constant = "";
                continue;
            }

            Raw(constant + quote);
            source.Line(code.Write(type, member));
            constant = quote;
        }

        return constant;
    }

    /// <summary>An object of the personal members, which the writer seals; null where there is nothing to hide.</summary>
    private void Sealed(BodySpec body, int part, string instance, NameScope locals)
    {
        source.Open($"if ({SealedPartEmitter.IsReplaced(body, part, instance)})");
        Raw("null");
        source.Close();
        source.Open("else");
        var begin = locals.Add("begin");
        source.Line($"var {begin} = json.BeginSealed();");
        var isFirst = true;
        Raw(Fields(SealedPartEmitter.FieldsOf(body, part), instance, locals, "{", ref isFirst) + "}");
        source.Line($"json.EndSealed({begin}, {instance}.{body.Fields[body.Parts[part].Subject].Member});");
        source.Close();
        source.Blank();
    }

    /// <summary>A helper for a collection.</summary>
    public void List(ListSpec list)
    {
        var quote = code.Quote(list.Item);
        source.Open(Wrapping.Signature($"public static void Write{list.Noun}", $"{list.Reference} value, ref {Names.Writer} json"));
        RefuseNull(list.Kind == ListKind.ImmutableArray ? "value.IsDefault" : "value is null");
        if (ChecksComparers && list.Kind.IsSet()) EnsureComparer(list.Kind.IsSorted() ? CollectionCode.Comparer(list) : "");
        Descend();
        if (list.Kind.IsIndexed()) Indexed(list, quote);
        else Enumerated(list, quote);
        Ascend();
        source.Close();
    }

    private void Indexed(ListSpec list, string quote)
    {
        var count = list.Kind is ListKind.Array or ListKind.ImmutableArray ? "value.Length" : "value.Count";
        source.Open($"for (var i = 0; i < {count}; i++)");
        source.Line($"json.Raw(i == 0 ? {Literals.Utf8("[" + quote)} : {Literals.Utf8($"{quote},{quote}")});");
        Item(list.Item, "value[i]");
        source.Close();
        source.Blank();
        source.Line($"json.Raw({count} == 0 ? \"[]\"u8 : {Literals.Utf8(quote + "]")});");
    }

    private void Enumerated(ListSpec list, string quote)
    {
        source.Line("var isFirst = true;");
        source.Open($"foreach (var each in {CollectionCode.InOrder(list)})");
        source.Line($"json.Raw(isFirst ? {Literals.Utf8("[" + quote)} : {Literals.Utf8($"{quote},{quote}")});");
        source.Line("isFirst = false;");
        Item(list.Item, "each");
        source.Close();
        source.Blank();
        source.Line($"json.Raw(isFirst ? \"[]\"u8 : {Literals.Utf8(quote + "]")});");
    }

    /// <summary>A helper for a dictionary.</summary>
    public void Map(MapSpec map)
    {
        var keyQuote = ValueCode.KeyQuote(code.TypeOf(map.Key));
        var quote = code.Quote(map.Item);
        source.Open(Wrapping.Signature($"public static void Write{map.Noun}", $"{map.Reference} value, ref {Names.Writer} json"));
        RefuseNull("value is null");
        if (ChecksComparers) EnsureComparer(map.Kind.IsSorted() ? CollectionCode.Comparer(map) : "");
        Descend();
        source.Line("json.StartMap();");
        source.Line("var isFirst = true;");
        source.Open($"foreach (var (key, each) in {CollectionCode.InOrder(map)})");
        source.Line($"json.Raw(isFirst ? {Literals.Utf8("{" + keyQuote)} : {Literals.Utf8($"{quote},{keyQuote}")});");
        source.Line("isFirst = false;");
        source.Line(code.Write(code.TypeOf(map.Key), "key"));
        Raw($"{keyQuote}:{quote}");
        Item(map.Item, "each");
        source.Close();
        source.Blank();
        source.Line($"json.Raw(isFirst ? \"{{}}\"u8 : {Literals.Utf8(quote + "}")});");
        source.Line("json.EndMap();");
        Ascend();
        source.Close();
    }

    private void Item(ValueSpec item, string value)
    {
        if (item.IsNullable) Nullable(code.TypeOf(item), value, "item", "");
        else source.Line(code.Write(code.TypeOf(item), value));
    }

    /// <summary>A helper for a record.</summary>
    public void Record(RecordSpec record)
    {
        source.Open(Wrapping.Signature($"public static void Write{record.Noun}", $"{record.Reference} value, ref {Names.Writer} json"));
        if (!record.IsValueType) RefuseNull("value is null");
        if (record.CanBeDerived)
            source.Line(
                $"if (value.GetType() != typeof({record.Reference})) throw json.Derived(typeof({record.Reference}), value.GetType());");
        Nested(record.Body, begin: null);
        source.Close();
    }

    /// <summary>The same of a record of which the field that says its type is written first.</summary>
    public void Nested(BodySpec body, string? begin)
    {
        Descend();
        Body(body, "value", begin);
        Ascend();
    }

    private void EnsureComparer(string comparer) =>
        source.Line($"{Names.StateComparers}.Ensure(value{(comparer.Length == 0 ? "" : $", {comparer}")});");

    private void Descend()
    {
        if (code.IsRecursive) source.Line("json.Descend();");
    }

    private void Ascend()
    {
        if (code.IsRecursive) source.Line("json.Ascend();");
    }

    private void Nullable(TypeSpec type, string value, string local, string constant)
    {
        var quote = ValueCode.Quote(type);
        source.Open($"if ({value} is {{ }} {local})");
        Raw(constant + quote);
        source.Line(code.Write(type, local));
        Raw(quote);
        source.Close();
        source.Open("else");
        Raw(constant + "null");
        source.Close();
        source.Blank();
    }

    /// <summary>
    /// The writer has no other word for a null that may not be one: it is handed as text, and refuses with the name of the event.
    /// </summary>
    private void RefuseNull(string condition)
    {
        source.Open($"if ({condition})");
        source.Line("json.Write(default(string)!); // refuses it, naming event and field");
        source.Line("return;");
        source.Close();
        source.Blank();
    }

    private void Raw(string constant)
    {
        if (constant.Length != 0) source.Line($"json.Raw({Literals.Utf8(constant)});");
    }
}
