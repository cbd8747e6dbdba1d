using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>
/// Prints code that reads what <see cref="WriteEmitter"/>'s code wrote, in its order: the constants between values are compared, not parsed. Anything else
/// answers false.
/// </summary>
internal sealed class PredictedReadEmitter(SourceWriter source, ValueCode code)
{
    /// <summary>Reads an object and returns it from the method; falls through when it is not as predicted.</summary>
    public void Event(BodySpec body) => Body(body, "json.TryConsumeEnd", "return new", after: null);

    /// <summary>A helper for a record.</summary>
    public void Record(RecordSpec record)
    {
        OpenHelper(record);
        Body(record.Body, "json.TryConsume", "value = new", after: "return true;");
        source.Line(record.IsValueType ? "value = default;" : "value = null;");
        source.Line("return false;");
        source.Close();
    }

    /// <summary>A helper for a collection.</summary>
    public void List(ListSpec list)
    {
        var quote = code.Quote(list.Item);
        OpenHelper(list);
        source.Line(list.IsValueType ? "value = default;" : "value = null;");
        source.Open("if (json.TryConsume(\"[]\"u8))");
        source.Line("value = [];");
        source.Line("return true;");
        source.Close();
        source.Blank();
        source.Line($"if (!json.TryConsume({Literals.Utf8("[" + quote)})) return false;");
        source.Line($"var items = new {Names.List}<{list.ItemReference}>();");
        source.Open("do");
        source.Line($"if (!{code.TryRead(list.Item, "item")}) return false;");
        source.Line($"items.Add({code.Wrap(list.Item, "item")});");
        source.Close();
        source.Line($"while (json.TryConsume({Literals.Utf8($"{quote},{quote}")}));");
        source.Blank();
        source.Line($"if (!json.TryConsume({Literals.Utf8(quote + "]")})) return false;");
        source.Line($"value = {Collect(list)};");
        source.Line("return true;");
        source.Close();
    }

    /// <summary>A helper for a value of any type that may be null.</summary>
    public void Nullable(TypeSpec type, int index)
    {
        var value = new ValueSpec(index, IsNullable: false);
        var quote = ValueCode.Quote(type);
        var read = quote.Length == 0 ? $"!{code.TryRead(value, "found")}"
            : $"!json.TryConsume(\"\\\"\"u8) || !{code.TryRead(value, "found")} || !json.TryConsume(\"\\\"\"u8)";
        source.Open(Wrapping.Signature($"public static bool TryReadNullable{type.Noun}", $"ref {Names.Reader} json, out {type.Reference}? value"));
        source.Line("value = null;");
        source.Line("if (json.TryConsume(\"null\"u8)) return true;");
        source.Line($"if ({read}) return false;");
        source.Line($"value = {code.Wrap(value, "found")};");
        source.Line("return true;");
        source.Close();
    }

    /// <summary>The items read so far as the declared collection.</summary>
    public static string Collect(ListSpec list) => list.Kind switch
    {
        ListKind.List => "items",
        ListKind.ImmutableArray => "[.. items]",
        _ => "items.ToArray()",
    };

    private void OpenHelper(TypeSpec type)
    {
        var value = type.IsValueType ? $"out {type.Reference} value" : $"{Names.NotNullWhenTrue} out {type.Reference}? value";
        source.Open(Wrapping.Signature($"public static bool TryRead{type.Noun}", $"ref {Names.Reader} json, {value}"));
    }

    private void Body(BodySpec body, string consumeEnd, string construct, string? after)
    {
        var locals = new NameScope("_", "json", "value");
        var conditions = new List<string>();
        var arguments = new List<string>();
        var members = new List<string>();
        var constant = "{";
        foreach (var field in body.Fields)
        {
            var local = Identifiers.Escape(locals.Add(field.Local));
            var quote = code.Quote(field.Value);
            constant += $"{(conditions.Count == 0 ? "" : ",")}\"{field.Wire}\":{quote}";
            conditions.Add($"json.TryConsume({Literals.Utf8(constant)})");
            conditions.Add(code.TryRead(field.Value, local));
            if (field.Setting == FieldSetting.Parameter) arguments.Add(code.Wrap(field.Value, local));
            else members.Add($"{field.Member} = {code.Wrap(field.Value, local)}");
            constant = quote;
        }

        conditions.Add($"{consumeEnd}({Literals.Utf8(constant + "}")})");
        source.Open("if (" + string.Join("\n    && ", conditions) + ")");
        source.Line(Wrapping.Construct(construct, arguments, members));
        if (after is not null) source.Line(after);
        source.Close();
        source.Blank();
    }
}
