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
            case WrapperSpec { Key: { } key } wrapper:
                return string.Join("\n", wrapper.Aliases.Select(alias => OfWrapper(alias, expression, wrapper))
                    .Prepend(wrapper.Kind == ScalarKind.String ? OfWrapper(key, expression, wrapper) : $"tags.Add({expression});"));
            default:
                return string.Join("\n", tag.Aliases.Prepend(tag.Key!).Select(key => OfMember(type, expression, tag, key)));
        }
    }

    /// <summary>A tag of a tag type under a key that it has, or had: a guid was looked at under the first.</summary>
    private static string OfWrapper(string key, string expression, WrapperSpec wrapper)
    {
        var value = $"{expression}.{wrapper.Member}";
        return wrapper.Kind == ScalarKind.String
            ? Text(key, value, wrapper.MaxLength)
            : $"tags.Add({Literals.Utf8(key)}, {value}{(wrapper.Kind == ScalarKind.Guid ? ", allowDefault: true" : "")});";
    }

    private static string OfMember(TypeSpec type, string expression, TagSourceSpec tag, string key)
    {
        var added = Plain(type, expression, tag, key);
        return tag.IsHidden ? "tags.AddHidden" + added.Substring("tags.Add".Length) : added;
    }

    private static string Plain(TypeSpec type, string expression, TagSourceSpec tag, string key) => type switch
    {
        EnumSpec { Helper: var helper } => Text(key, $"{helper.ClassReference}.NameOf({expression})", tag.MaxLength),
        WrapperSpec { Kind: ScalarKind.String } wrapper => Text(key, $"{expression}.{wrapper.Member}", tag.MaxLength),
        WrapperSpec wrapper => Scalar(tag, key, wrapper.Kind, $"{expression}.{wrapper.Member}"),
        ScalarSpec { Kind: ScalarKind.String } => Text(key, expression, tag.MaxLength),
        ScalarSpec scalar => Scalar(tag, key, scalar.Kind, expression),
        _ => $"tags.Add({Literals.Utf8(key)}, {expression});",
    };

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

    private static string Scalar(TagSourceSpec tag, string key, ScalarKind kind, string expression) =>
        $"tags.Add({Literals.Utf8(key)}, {expression}{(tag.AllowsDefault && kind == ScalarKind.Guid ? ", allowDefault: true" : "")});";

    private static string Text(string key, string expression, int maxLength) =>
        $"tags.Add({Literals.Utf8(key)}, {expression}{(maxLength == 0 ? "" : $", {Literals.Int32(maxLength)}")});";

    private string Local(string name) => Identifiers.Escape(_locals.Add(CamelCase.Of(name)));

    /// <summary>A tag under several keys is several statements.</summary>
    private static string Nest(string header, string statement) => statement.StartsWith("tags.", StringComparison.Ordinal)
        && statement.Contains('\n')
        ? $"{header}\n{{\n    {statement.Replace("\n", "\n    ")}\n}}"
        : Follow(header, statement);

    private static string Follow(string header, string statement) => statement.Contains('\n') || header.Length + statement.Length > Width
        ? $"{header}\n    {statement.Replace("\n", "\n    ")}"
        : $"{header} {statement}";
}
