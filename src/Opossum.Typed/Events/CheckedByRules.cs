namespace Opossum.Typed;

/// <summary>
/// Where the attributes of the library may stand: anywhere. The rule OPSM1022 is an error where one has no effect, and says where it
/// belongs. The compiler's own error for a narrower usage says neither, and keeps all other rules from running until it is fixed.
/// </summary>
internal static class CheckedByRules
{
    public const AttributeTargets Targets = AttributeTargets.All;
}
