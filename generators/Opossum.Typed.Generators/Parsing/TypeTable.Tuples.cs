using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>
/// The tuples among them: objects whose fields are called as the elements. Two of the same types and other names are two types here.
/// </summary>
internal sealed partial class TypeTable
{
    private int? Tuple(INamedTypeSymbol type)
    {
        var elements = new List<string>();
        var fields = new List<FieldSpec>();
        var tags = new List<TagSourceSpec>();
        var names = new Dictionary<string, IFieldSymbol>(StringComparer.OrdinalIgnoreCase);
        foreach (var element in type.TupleElements)
        {
            if (names.TryGetValue(element.Name, out var first))
            {
                context.Refuse(RefusalKind.SameField, element, first);
                return null;
            }

            names[element.Name] = element;
            if (Add(MemberClassifier.Classify(element.Type, context.Compilation)) is not { } value) return null;
            var member = Identifiers.Escape(element.Name);
            elements.Add(Reference(value) + (element.IsExplicitlyNamedTupleElement ? " " + member : ""));
            fields.Add(new()
            {
                Member = member,
                Wire = CamelCase.Of(element.Name),
                Aliases = EquatableArray<string>.Empty,
                Value = value,
                Setting = FieldSetting.Parameter,
                DeclaredIn = null,
                Default = null,
            });
            if (_types[value.Type].HasTags)
                tags.Add(new()
                {
                    Member = member,
                    Value = value,
                    Key = null,
                    Aliases = EquatableArray<string>.Empty,
                    MaxLength = 0,
                    AllowsDefault = false,
                });
        }

        // Of elements that may be null and others that may not, the platform's own words are the same.
        var reference = $"({string.Join(", ", elements)})";
        return _byReference.TryGetValue(reference, out var known) ? known : Add(new RecordSpec
        {
            Noun = Noun("Tuple"),
            Reference = reference,
            IsValueType = true,
            CanBeDerived = false,
            Body = new()
            {
                Fields = fields.ToEquatableArray(),
                IsConstructorHidden = false,
                Factory = "",
                Tags = tags.ToEquatableArray(),
            },
        });
    }
}
