using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Emit;

/// <summary>The expressions that write and read one value.</summary>
/// <param name="types">The types of all values.</param>
/// <param name="isRecursive">Whether helpers count how deep they are.</param>
/// <param name="owner">The event, as source; null where the values are not of an event.</param>
/// <param name="codec">How helpers are reached from here: <c>Codec.</c> in the event, nothing inside the helpers' class.</param>
internal sealed class ValueCode(EquatableArray<TypeSpec> types, bool isRecursive, string? owner, string codec)
{
    public ValueCode(EventSpec e, string codec) : this(e.Types, e.IsRecursive, e.Declaration.Reference, codec) { }

    public string Codec => codec;

    /// <summary>Whether helpers count how deep they are.</summary>
    public bool IsRecursive => isRecursive;

    /// <summary>Whether a type is the event itself.</summary>
    public bool IsOfEvent(string reference) => owner == reference;

    public TypeSpec TypeOf(ValueSpec value) => types[value.Type];

    public TypeSpec TypeOf(int type) => types[type];

    /// <summary>The type as source, with its question mark.</summary>
    public string Reference(ValueSpec value) => TypeOf(value).Reference + (value.IsNullable ? "?" : "");

    /// <summary>The quote that neighbouring constants hold; helpers write theirs themselves.</summary>
    public static string Quote(TypeSpec type) => type switch
    {
        ScalarSpec { Kind: var kind } => Quote(kind),
        WrapperSpec { Kind: var kind } => Quote(kind),
        _ => "",
    };

    /// <summary>The same for a dictionary's key: a number is between quotes there, too.</summary>
    public static string KeyQuote(TypeSpec key) => key is EnumSpec ? "" : "\"";

    /// <summary>The same for a value: a nullable one is left to a helper, quotes and all.</summary>
    public string Quote(ValueSpec value) => value.IsNullable ? "" : Quote(TypeOf(value));

    /// <summary>A statement that writes a value that is not null.</summary>
    public string Write(TypeSpec type, string value) => type switch
    {
        ScalarSpec scalar => Write(scalar.Kind, value),
        WrapperSpec wrapper => Write(wrapper.Kind, $"{value}.{wrapper.Member}"),
        ConvertedSpec { IsContext: true } by => $"json.Write<{by.Reference}>({value}, {by.By}.Default);",
        ConvertedSpec by => $"json.Convert<{by.By}, {by.Reference}>({value});",
        EnumSpec { Helper: var helper } => $"{helper.ClassReference}.Write({value}, ref json);",
        _ => $"{codec}Write{type.Noun}({value}, ref json);",
    };

    /// <summary>A condition that reads what is predicted into a new local.</summary>
    public string TryRead(ValueSpec value, string local)
    {
        var type = TypeOf(value);
        if (value.IsNullable) return $"{codec}TryReadNullable{type.Noun}(ref json, out {type.Reference}? {local})";
        return type switch
        {
            ScalarSpec { Kind: var kind } => $"json.TryRead(out {Out(kind)} {local})",
            WrapperSpec { Kind: var kind } => $"json.TryRead(out {Out(kind)} {local})",
            ConvertedSpec { IsContext: true } by => $"json.TryRead({by.By}.Default, out {Out(by)} {local})",
            ConvertedSpec by => $"json.TryConvert<{by.By}, {by.Reference}>(out {Out(by)} {local})",
            EnumSpec { Helper: var helper } => $"{helper.ClassReference}.TryRead(ref json, out {type.Reference} {local})",
            _ => $"{codec}TryRead{type.Noun}(ref json, out {type.Reference}{(type.IsValueType ? "" : "?")} {local})",
        };
    }

    /// <summary>What that local is as the declared type: of a tag type the bare value was read.</summary>
    public string Wrap(ValueSpec value, string local) =>
        value.IsNullable || TypeOf(value) is not WrapperSpec wrapper ? local
            : wrapper.IsSetAgain ? $"new {wrapper.Reference}({local}) {{ {wrapper.Member} = {local} }}"
            : $"{wrapper.Create}({local})";

    /// <summary>An expression that reads the current value, whatever the order of fields.</summary>
    public string Read(ValueSpec value)
    {
        var type = TypeOf(value);
        var read = type switch
        {
            ScalarSpec { Kind: var kind } => $"json.Read{kind}()",
            WrapperSpec { Kind: var kind, Create: var create } => $"{create}(json.Read{kind}())",
            ConvertedSpec { IsContext: true } by => $"json.Read<{by.Reference}>({by.By}.Default)",
            ConvertedSpec by => $"json.Convert<{by.By}, {by.Reference}>()",
            EnumSpec { Helper: var helper } => $"{helper.ClassReference}.Read(ref json)",
            _ => $"{codec}Read{type.Noun}(ref json)",
        };
        return value.IsNullable ? $"json.IsNull ? {Null(type)} : {read}" : read;
    }

    /// <summary>
    /// Null as a value of a type: beside a struct that text or an array converts to, the bare word would be one of those, converted.
    /// </summary>
    private static string Null(TypeSpec type) =>
        type is { IsValueType: true } and (WrapperSpec or RecordSpec or ConvertedSpec or ScalarSpec { Kind: ScalarKind.Memory })
            ? $"default({type.Reference}?)"
            : "null";

    /// <summary>A statement that reads the current field's name into a new local and goes to its value.</summary>
    public string ReadKey(MapSpec map) => TypeOf(map.Key) switch
    {
        WrapperSpec wrapper => $"json.ReadKey(out {Names.Of(wrapper.Kind)} key);",
        EnumSpec { Helper: var helper } => $"var key = {helper.ClassReference}.ReadKey(ref json);",
        _ => $"json.ReadKey(out {map.KeyReference} key);",
    };

    private static string Write(ScalarKind kind, string value) => $"json.Write{(kind.IsWrittenByName() ? kind : "")}({value});";

    private static string Quote(ScalarKind kind) => kind.IsQuoted() ? "\"" : "";

    private static string Out(TypeSpec type) => type.Reference + (type.IsValueType ? "" : "?");

    private static string Out(ScalarKind kind) => Names.Of(kind) + (kind.IsValueType() ? "" : "?");
}
