namespace Opossum.Typed.Analyzers;

/// <summary>Every rule's id. 1xxx declaration, 2xxx schema contract, 3xxx store use, 4xxx durability, 5xxx determinism and privacy.</summary>
internal static class RuleIds
{
    public const string FlushDisabledInProduction = "OPSM4001";

    private const string Pages = "https://github.com/opossum-typed/opossum-typed/blob/main/analyzers/docs/";

    /// <summary>The page that explains a rule.</summary>
    public static string PageOf(string id) => $"{Pages}{id}.md";
}
