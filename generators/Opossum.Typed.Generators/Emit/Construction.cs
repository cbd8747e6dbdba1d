using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>How an object is made of the values that were read.</summary>
/// <param name="Body">What it is made of.</param>
/// <param name="Reference">Its type as source.</param>
/// <param name="IsValueType">Whether accessors need it by reference.</param>
/// <param name="Noun">What its helpers are called after; empty for the event.</param>
/// <param name="Codec">How helpers are reached from here.</param>
internal readonly record struct Construction(BodySpec Body, string Reference, bool IsValueType, string Noun, string Codec)
{
    public static Construction Of(EventSpec e, string codec) => new(e.Body, e.Declaration.Reference, IsValueType: false, Noun: "", codec);

    public static Construction Of(RecordSpec record, string codec) =>
        new(record.Body, record.Reference, record.IsValueType, record.Noun, codec);

    /// <summary>Whether the object can be made by one expression, whatever is there.</summary>
    public bool IsOneExpression => Body.TakesInitializer || !Body.Fields.Any(static each => each.KeepsDefault);

    /// <summary>The call of the constructor, up to its arguments.</summary>
    /// <param name="isTyped">Whether the target says the type.</param>
    public string New(bool isTyped) => Body switch
    {
        { Factory: { } factory } => factory,
        { IsConstructorHidden: true } => $"{Codec}Create{Noun}",
        _ => isTyped ? "new" : "new " + Reference,
    };

    /// <summary>A statement that sets a member of an object that is there.</summary>
    public string Set(FieldSpec field, string instance, string value) => field.Setting == FieldSetting.Set
        ? $"{instance}.{field.Member} = {value};"
        : $"{Codec}{Setter(field)}({ByReference}{instance}, {value});";

    /// <summary>
    /// Accessors. A missing field leaves the default of the declaration, so members that have one can't be part of the object initializer,
    /// which would overwrite it; and past that, only an accessor sets what is <c>init</c>.
    /// </summary>
    public void Accessors(SourceWriter source, ValueCode code, bool isEvent)
    {
        if (Body.IsConstructorHidden)
        {
            var parameters = Body.Fields.Where(static field => field.IsParameter)
                .Select((field, i) => $"{code.Reference(field.Value)} a{Literals.Int32(i)}");
            source.Blank();
            source.Line($"[{Names.UnsafeAccessor}({Names.UnsafeAccessor}Kind.Constructor)]");
            source.Line($"public static extern {Reference} Create{Noun}({string.Join(", ", parameters)});");
        }

        foreach (var field in Body.Fields.Where(static field => field.Setting == FieldSetting.Init))
        {
            // An event that holds itself is a record as well: those that both would have, the event has.
            if (!isEvent && field.DeclaredIn is null && code.IsOfEvent(Reference)) continue;
            source.Blank();
            source.Line(
                $"[{Names.UnsafeAccessor}({Names.UnsafeAccessor}Kind.Method, Name = "
                    + $"{Literals.Text("set_" + field.Member.TrimStart('@'))})]");
            source.Line(
                $"{(Body.TakesInitializer ? "private" : "public")} static extern void "
                    + $"{Setter(field)}({ByReference}{field.DeclaredIn ?? Reference} e, {code.Reference(field.Value)} value);");
        }
    }

    private string ByReference => IsValueType ? "ref " : "";

    /// <summary>An accessor's first parameter says whose it is; of a base, several records may have one.</summary>
    private string Setter(FieldSpec field) =>
        "Set" + field.Member.TrimStart('@') + (field.DeclaredIn is null ? "" : "Of" + (Noun.Length == 0 ? "This" : Noun));
}
