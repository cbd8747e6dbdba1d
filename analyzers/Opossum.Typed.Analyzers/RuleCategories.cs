namespace Opossum.Typed.Analyzers;

/// <summary>The categories that <c>.editorconfig</c> can address as a whole.</summary>
internal static class RuleCategories
{
    public const string Declaration = nameof(Declaration);
    public const string Contract = nameof(Contract);
    public const string Decisions = nameof(Decisions);
    public const string Store = nameof(Store);
    public const string ReadModels = nameof(ReadModels);
    public const string Durability = nameof(Durability);
    public const string Determinism = nameof(Determinism);
}
