using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Analyzers.Production;
using Opossum.Typed.Analyzers.Stores;

namespace Opossum.Typed.Analyzers.Durability;

/// <summary>
/// The sections of the configuration that a program gives its stores: <c>AddOpossum(model, configuration.GetSection("EventStore"))</c>.
/// </summary>
internal sealed class StoreSections
{
    private readonly ConcurrentBag<string> _names = [];

    public void Take(IInvocationOperation call)
    {
        if (call.TargetMethod is not { Name: "AddOpossum" or "AddKeyedOpossum" } || StoreCall.Argument(call, "section") is not { } section)
            return;
        if (NameOf(section, new LocalWrites(StoreCall.Root(call)), depth: 0) is { Length: > 0 } name) _names.Add(name);
    }

    public bool Have(FlushEntry entry) => _names.Any(entry.IsOf);

    /// <summary>The path of the section; null where a part of it is not written out, empty for the whole configuration.</summary>
    private static string? NameOf(IOperation configuration, LocalWrites writes, int depth)
    {
        if (depth > Following.MaxDepth) return null;
        switch (Operand.Unconverted(configuration))
        {
            case ILocalReferenceOperation local when writes.To(local.Local) is [var only]:
                return NameOf(only, writes, depth + 1);
            case IInvocationOperation { TargetMethod.Name: "GetSection" or "GetRequiredSection" } call:
                var key = call.Arguments.FirstOrDefault(static each =>
                    each.Parameter?.Type.SpecialType == SpecialType.System_String)?.Value.ConstantValue;
                var owner = call.Instance ?? call.Arguments.FirstOrDefault(static each => each.Parameter?.Ordinal == 0)?.Value;
                return key is { HasValue: true, Value: string name } && owner is not null && NameOf(owner, writes, depth + 1) is { } outer
                    ? outer.Length == 0
                    ? name
                    : $"{outer}:{name}"
                    : null;
            case { Type.Name: "IConfiguration" or "IConfigurationManager" or "ConfigurationManager" or "IConfigurationRoot" }:
                return "";
            default:
                return null;
        }
    }
}
