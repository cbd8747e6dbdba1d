using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>Prints code that adds the tags of an object.</summary>
internal sealed class TagsEmitter(SourceWriter source, ValueCode code)
{
    private const int Width = 140;

    private NameScope _locals = new();

    /// <summary>Statements that add the tags of an object's members.</summary>
    public void Body(BodySpec body, string instance)
    {
        _locals = new("_", "e", "tags", "value");
        foreach (var tag in body.Tags) source.Line(Add(tag.Value, $"{instance}.{tag.Member}", tag.Member.TrimStart('@'), tag));
    }

    /// <summary>A helper for a record.</summary>
    public void Record(RecordSpec record)
    {
        var value = record.Reference + (record.IsValueType ? "" : "?");
        source.Open($"public static void {Method(record)}({value} value, ref {Names.TagWriter} tags)");
        if (!record.IsValueType) source.Line("if (value is null) return;");
        if (code.IsRecursive) source.Line("if (!tags.TryDescend()) return;");
        Body(record.Body, "value");
        if (code.IsRecursive) source.Line("tags.Ascend();");
        source.Close();
    }

    /// <summary>
    /// A null that may not be one gives no tag: it is for the payload, which comes next, to refuse it and to name the event.
    /// </summary>
    private string Add(ValueSpec value, string expression, string name, TagSourceSpec tag)
    {
        var type = code.TypeOf(value);
        if (!value.IsNullable || !type.IsValueType) return Add(type, expression, tag);
        var local = Local(name);
        return Nest($"if ({expression} is {{ }} {local})", Add(type, local, tag));
    }

    private string Add(TypeSpec type, string expression, TagSourceSpec tag)
    {
        switch (type)
        {
            case ListSpec list:
                return Each(list, expression, tag);
            case MapSpec map:
                return Each(map, expression, tag);
            case CasesSpec:
                return $"{code.Codec}AddTagsOf{type.Noun}({expression}, ref tags);";
            case RecordSpec record:
                return $"{code.Codec}{Method(record)}({expression}, ref tags);";
            case EnumSpec { Helper: var helper }:
                return Text(tag.Key!, $"{helper.ClassReference}.NameOf({expression})", tag.MaxLength);
            case WrapperSpec { Key: null, Kind: ScalarKind.String } wrapper:
                return Text(tag.Key!, $"{expression}.{wrapper.Member}", tag.MaxLength);
            case WrapperSpec { Key: null } wrapper:
                return Scalar(tag, wrapper.Kind, $"{expression}.{wrapper.Member}");
            case WrapperSpec { Kind: ScalarKind.String } wrapper:
                return Text(wrapper.Key!, $"{expression}.{wrapper.Member}", wrapper.MaxLength);
            case WrapperSpec:
                return $"tags.Add({expression});";
            case ScalarSpec { Kind: ScalarKind.String }:
                return Text(tag.Key!, expression, tag.MaxLength);
            case ScalarSpec scalar:
                return Scalar(tag, scalar.Kind, expression);
            default:
                return $"tags.Add({Literals.Utf8(tag.Key!)}, {expression});";
        }
    }

    /// <summary>Of tuples that differ by names alone, methods of one name would be one.</summary>
    private static string Method(RecordSpec record) => record.Body.IsTuple ? "AddTagsOf" + record.Noun : "AddTags";

    private string Each(ListSpec list, string expression, TagSourceSpec tag) => list switch
    {
        { IsValueType: true } => Nest($"if (!{expression}.IsDefault)", Each(list.Item, expression, tag)),
        { Kind: ListKind.Array or ListKind.List or ListKind.ReadOnlyList } => Each(list.Item, expression + " ?? []", tag),
        _ => Nest($"if ({expression} is not null)", Each(list.Item, expression, tag)),
    };

    private string Each(MapSpec map, string expression, TagSourceSpec tag)
    {
        var keys = map.KeyHasTags
            ? Nest($"if ({expression} is not null)", Each(new ValueSpec(map.Key, IsNullable: false), expression + ".Keys", tag))
            : null;
        var values = map.ItemHasTags ? Nest($"if ({expression} is not null)", Each(map.Item, expression + ".Values", tag)) : null;
        return string.Join("\n", new[] { keys, values }.Where(static each => each is not null));
    }

    private string Each(ValueSpec value, string items, TagSourceSpec tag)
    {
        var type = code.TypeOf(value);
        var item = Local(type is ScalarSpec or ListSpec or MapSpec ? "item" : type.Noun);
        return Nest($"foreach (var {item} in {items})", Add(value, item, item.TrimStart('@'), tag));
    }

    private static string Scalar(TagSourceSpec tag, ScalarKind kind, string expression) =>
        $"tags.Add({Literals.Utf8(tag.Key!)}, {expression}{(tag.AllowsDefault && kind == ScalarKind.Guid ? ", allowDefault: true" : "")});";

    private static string Text(string key, string expression, int maxLength) =>
        $"tags.Add({Literals.Utf8(key)}, {expression}{(maxLength == 0 ? "" : $", {Literals.Int32(maxLength)}")});";

    private string Local(string name) => Identifiers.Escape(_locals.Add(CamelCase.Of(name)));

    private static string Nest(string header, string statement) => statement.Contains('\n') || header.Length + statement.Length > Width
        ? $"{header}\n    {statement.Replace("\n", "\n    ")}"
        : $"{header} {statement}";
}
