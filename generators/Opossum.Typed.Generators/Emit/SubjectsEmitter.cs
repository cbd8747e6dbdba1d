using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>Prints code that tells whose keys an object is sealed by, wherever in it a part is that hides something.</summary>
internal sealed class SubjectsEmitter(SourceWriter source, ValueCode code, PersonalTypes.Set personal)
{
    private NameScope _locals = new();

    /// <summary>Statements for an object's parts, and for what it holds.</summary>
    public void Body(BodySpec body, string instance)
    {
        _locals = new("_", "e", "subjects", "value");
        for (var part = 0; part < body.Parts.Count; part++)
        {
            var isReplaced = SealedPartEmitter.IsReplaced(body, part, instance);
            source.Line($"if (!({isReplaced})) subjects.Add({instance}.{body.Fields[body.Parts[part].Subject].Member});");
        }

        foreach (var field in body.Fields)
            if (field.Part is null && personal[field.Value]) Value(field.Value, $"{instance}.{field.Member}");
    }

    /// <summary>A helper for each type that has something sealed. A null that may not be one is for the payload to refuse.</summary>
    public void Helpers(IEnumerable<TypeSpec> types)
    {
        var index = -1;
        foreach (var type in types)
        {
            if (!personal[++index]) continue;
            source.Blank();
            source.Open($"public static void AddSubjectsOf{type.Noun}({type.Reference}{(type.IsValueType ? "" : "?")} value, "
                + $"ref {Names.SubjectSink} subjects)");
            if (!type.IsValueType) source.Line("if (value is null) return;");
            Content(type);
            source.Close();
        }
    }

    private void Content(TypeSpec type)
    {
        switch (type)
        {
            case RecordSpec record:
                Body(record.Body, "value");
                break;
            case ListSpec list:
                if (list.IsValueType) source.Line("if (value.IsDefault) return;");
                source.Open("foreach (var item in value)");
                _locals = new("_", "item", "subjects", "value");
                Value(list.Item, "item");
                source.Close();
                break;
            case MapSpec map:
                source.Open("foreach (var item in value.Values)");
                _locals = new("_", "item", "subjects", "value");
                Value(map.Item, "item");
                source.Close();
                break;
            case CasesSpec cases:
                source.Open("switch (value)");
                foreach (var each in cases.Cases.Select(static each => each.Type).Concat(cases.Itself is { } itself ? [itself] : []))
                    if (personal[each]) Case((RecordSpec)code.TypeOf(each));
                source.Close();
                break;
        }
    }

    private void Case(RecordSpec record)
    {
        source.Line($"case {record.Reference} each{(record.CanBeDerived ? $" when each.GetType() == typeof({record.Reference})" : "")}:");
        source.Line($"    {code.Codec}AddSubjectsOf{record.Noun}(each, ref subjects);");
        source.Line("    break;");
    }

    private void Value(ValueSpec value, string expression)
    {
        var type = code.TypeOf(value);
        if (!value.IsNullable || !type.IsValueType)
        {
            source.Line($"{code.Codec}AddSubjectsOf{type.Noun}({expression}, ref subjects);");
            return;
        }

        var local = _locals.Add("given");
        source.Line($"if ({expression} is {{ }} {local}) {code.Codec}AddSubjectsOf{type.Noun}({local}, ref subjects);");
    }
}
