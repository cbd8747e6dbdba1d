using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>Reads a record with <c>[ReadModel]</c>.</summary>
internal static class ReadModelParser
{
    public static ReadModelSpec? Parse(INamedTypeSymbol type, ParseContext context)
    {
        if (type.TypeKind != TypeKind.Class || Attributes.Single(type, KnownSymbols.ReadModelAttribute) is not { } attribute)
            return Refuse(RefusalKind.Incomplete);
        if (type.BaseType is null or { TypeKind: TypeKind.Error }) return Refuse(RefusalKind.Incomplete);
        if (type is { IsRecord: false } or { IsAbstract: true } or { BaseType.SpecialType: not SpecialType.System_Object })
            return Refuse(RefusalKind.ReadModelForm);

        // As in EventParser.
        var declared = Declaration.Parse(type, context);
        if (declared is null && context.Refusals?.Last is not RefusalKind.NotPartial) return null;
        var isNamed = TryReadName(attribute, out var name)
            || context.Refuse(name is null && !IsNull(attribute) ? RefusalKind.Incomplete : RefusalKind.ReadModelName, type);
        var row = new RowParser(type, isReadModel: true, context);

        // Without its columns, what the handlers take and give can't be told.
        if (!row.TryRead()) return null;
        var indexes = new IndexParser(type, context).Parse(row.Columns);
        var form = FormOf(row, type);
        var required = form == KeyForm.Tags
            ? row.Key.Select(static column => new RequiredTag(column.Parameter!, column.Spec.Tag!.Value.Key)).ToArray()
            : [];
        var parsed = HandlerParser.Parse(type, HandlerForms.OfReadModel(row.Key), required, context);
        var handlers = new JoinParser(type, form, row.Key, context).Parse(new ViaParser(type, form, row.Key, context).Parse(parsed));
        var keys = KeyMethods.Read(type, form, row.Key, parsed, context);
        if (handlers is not { } all || keys is not { } given) return null;
        if (BeginningOf(row, all) is not { } beginning) return Refuse(RefusalKind.NoMaker);
        if (declared is not { } declaration || !isNamed || indexes is not { } indexed) return null;
        return new()
        {
            Row = row.ToSpec(declaration, form == KeyForm.Tags),
            Name = name!,
            Revision = RevisionOf(attribute),
            Indexes = indexed,
            KeyForm = form,
            Handlers = all,
            Keys = given,
            Beginning = beginning,
            EmitsAt = type.Name != "At" && type.GetMembers("At").IsEmpty,
            StoredName = new NameScope([.. type.MemberNames, type.Name]).Add("AsStored"),
            Logic = "",
        };

        ReadModelSpec? Refuse(RefusalKind kind)
        {
            context.Refuse(kind, type);
            return null;
        }
    }

    /// <summary>The name of a table; null where the compiler has said what is wrong with it.</summary>
    public static bool TryReadName(AttributeData attribute, out string? name)
    {
        name = attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive, Value: string given }] ? given : null;
        return name is not null && ColumnNames.IsValid(name);
    }

    private static bool IsNull(AttributeData attribute) =>
        attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive, IsNull: true }];

    private static int RevisionOf(AttributeData attribute) =>
        attribute.NamedArguments.FirstOrDefault(static argument => argument.Key == "Revision").Value.Value as int? ?? 1;

    private static KeyForm FormOf(RowParser row, INamedTypeSymbol type) => row switch
    {
        { Key.Count: 0 } => KeyForm.None,
        { IsKeyedByTags: true } => KeyForm.Tags,
        _ when RowKey.IsPosition(row.Key) && !type.GetMembers(RowKey.Method).OfType<IMethodSymbol>().Any() => KeyForm.Position,
        _ => KeyForm.KeyOf,
    };

    /// <returns>Null where a handler changes rows that nothing makes.</returns>
    private static RowBeginning? BeginningOf(RowParser row, EquatableArray<HandlerSpec> handlers)
    {
        if (handlers.Any(static each => each.Form is HandlerForm.Makes or HandlerForm.MakesOrChanges)) return RowBeginning.Made;
        if (row.Columns.All(static each => each.Spec.IsKey || each.Parameter is null or { HasExplicitDefaultValue: true }))
            return RowBeginning.Empty;
        return handlers.Any(static each => each.Form == HandlerForm.MayMake) ? RowBeginning.Made : null;
    }
}
