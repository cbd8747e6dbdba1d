using System.Text;
using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>What a <c>[Tag]</c> says.</summary>
internal readonly record struct TagMark(string Key, int MaxLength, bool AllowsDefault, EquatableArray<string> Aliases)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The key, and those that it was before.</summary>
    public IEnumerable<string> Keys => Aliases.Prepend(Key);

    /// <summary>Reads the attributes of a symbol.</summary>
    /// <param name="symbol">A type, parameter or property.</param>
    /// <param name="mark">Null where there is no attribute.</param>
    /// <param name="context">The parse that fails when there is one that can't be used; null when the caller only looks.</param>
    /// <returns>False when there is one that can't be used.</returns>
    public static bool TryRead(ISymbol symbol, out TagMark? mark, ParseContext? context = null)
    {
        mark = null;
        foreach (var attribute in symbol.GetAttributes())
        {
            if (!Attributes.Is(attribute, KnownSymbols.TagAttribute)) continue;
            if (mark is not null || Parse(attribute) is not { } parsed)
            {
                var isSaid = mark is null && attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive }];
                context?.Refuse(isSaid ? RefusalKind.BadTag : RefusalKind.Incomplete, symbol);
                return false;
            }

            mark = parsed;
        }

        return true;
    }

    /// <summary>The first argument of an attribute, where it is text that a log can hold.</summary>
    public static string? Name(AttributeData attribute) =>
        attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive, Value: string name }] && IsName(name) ? name : null;

    /// <summary>Whether a text can be a name in the log, or the key of a tag.</summary>
    public static bool IsName(string name) => name.Length > 0 && IsStorable(name);

    private static TagMark? Parse(AttributeData attribute)
    {
        if (Name(attribute) is not { } key || !IsKey(key)) return null;
        if (AliasList.Read(attribute, key, IsKey, out var aliases) is not null) return null;
        var mark = new TagMark(key, 0, AllowsDefault: false, aliases);
        foreach (var argument in attribute.NamedArguments)
        {
            switch (argument.Key, argument.Value)
            {
                case ("MaxLength", { Kind: TypedConstantKind.Primitive, Value: int and >= 0 and var length }):
                    mark = mark with { MaxLength = length };
                    break;
                case ("MaxLength", _):
                    return null;
                case ("AllowDefault", { Kind: TypedConstantKind.Primitive, Value: true }):
                    mark = mark with { AllowsDefault = true };
                    break;
            }
        }

        return mark;
    }

    private static bool IsKey(string key) => IsName(key) && !key.Contains(':');

    private static bool IsStorable(string name)
    {
        try
        {
            return Strict.GetByteCount(name) <= LogLimits.MaxNameBytes;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
