using Microsoft.Extensions.Options;

namespace Opossum.Typed.Hosting.Validation;

/// <summary>Checks the attributes of the options; generated, without reflection.</summary>
[OptionsValidator]
internal sealed partial class HostedStoreRanges : IValidateOptions<HostedStoreOptions>;
