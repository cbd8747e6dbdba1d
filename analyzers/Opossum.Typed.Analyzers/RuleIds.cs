namespace Opossum.Typed.Analyzers;

/// <summary>
/// Every rule's id. 1xxx declaration, 2xxx schema contract, 3xxx store use, 4xxx durability, 5xxx determinism and privacy.
/// </summary>
internal static class RuleIds
{
    public const string NotPartial = "OPSM1001";
    public const string NotGeneratable = "OPSM1002";
    public const string NoCodec = "OPSM1003";
    public const string MutableEvent = "OPSM1004";
    public const string NameFollowsRename = "OPSM1005";
    public const string DuplicateName = "OPSM1006";
    public const string DuplicateField = "OPSM1007";
    public const string NoConstructor = "OPSM1008";
    public const string FlagsEnum = "OPSM1009";
    public const string NoTag = "OPSM1010";
    public const string UnboundedTag = "OPSM1011";
    public const string UntaggedEvent = "OPSM1012";
    public const string SaidTwice = "OPSM1013";
    public const string SecondModel = "OPSM1014";
    public const string DerivedRecord = "OPSM1015";
    public const string NoUpcast = "OPSM1016";
    public const string LooseVersion = "OPSM1017";
    public const string OldLanguage = "OPSM1018";
    public const string TooManyTags = "OPSM1019";
    public const string ForeignAttribute = "OPSM1020";
    public const string UndeclaredEvent = "OPSM1021";
    public const string MisplacedAttribute = "OPSM1022";
    public const string NoReplacement = "OPSM1023";
    public const string NoSubject = "OPSM1024";
    public const string NotPersonal = "OPSM1025";
    public const string BadReplacement = "OPSM1026";
    public const string HiddenElsewhere = "OPSM1027";
    public const string StoreName = "OPSM1028";
    public const string UnmaskedMember = "OPSM1029";
    public const string ContractBehind = "OPSM2001";
    public const string ShippedLost = "OPSM2002";
    public const string RequiredLater = "OPSM2003";
    public const string NameReused = "OPSM2004";
    public const string ValuesLost = "OPSM2005";
    public const string ContractTags = "OPSM2006";
    public const string NewerTag = "OPSM2010";
    public const string UnguardedAppend = "OPSM3001";
    public const string ConditionOfAnotherQuery = "OPSM3002";
    public const string ConditionWithoutAfter = "OPSM3003";
    public const string DeadQuery = "OPSM3004";
    public const string IgnoredOutcome = "OPSM3005";
    public const string UntestedResult = "OPSM3006";
    public const string HopelessRetry = "OPSM3007";
    public const string DiscardedCondition = "OPSM3008";
    public const string SharedPosition = "OPSM3009";
    public const string NoBoundaryTag = "OPSM3010";
    public const string UnobservedDecision = "OPSM3011";
    public const string UnboundBoundary = "OPSM3012";
    public const string UnconditionalAppend = "OPSM3013";
    public const string UnassignedId = "OPSM3014";
    public const string BadHandler = "OPSM3015";
    public const string BadDecisionModel = "OPSM3016";
    public const string BadDecider = "OPSM3017";
    public const string UnreachedHandler = "OPSM3018";
    public const string AmbiguousFamily = "OPSM3019";
    public const string BadConsumer = "OPSM3020";
    public const string DuplicateConsumer = "OPSM3021";
    public const string UnkeyedAppend = "OPSM3022";
    public const string SharedKey = "OPSM3023";
    public const string BlockingHandler = "OPSM3024";
    public const string PositionFile = "OPSM3025";
    public const string DroppedTask = "OPSM3026";
    public const string BadReadModel = "OPSM3027";
    public const string DuplicateReadModel = "OPSM3028";
    public const string NoKeyTag = "OPSM3029";
    public const string BadKey = "OPSM3030";
    public const string BadColumn = "OPSM3031";
    public const string UnusedOrder = "OPSM3032";
    public const string UnknownColumn = "OPSM3033";
    public const string ClauseOrder = "OPSM3034";
    public const string UnguardedByRow = "OPSM3035";
    public const string UnopenedReadModel = "OPSM3036";
    public const string HiddenLogic = "OPSM3037";
    public const string BadSnapshot = "OPSM3038";
    public const string BadVia = "OPSM3039";
    public const string BadJoin = "OPSM3040";
    public const string BadProjection = "OPSM3041";
    public const string FlushDisabledInProduction = "OPSM4001";
    public const string FlushDisabledInSettings = "OPSM4002";
    public const string LooseFolder = "OPSM4003";
    public const string MemoryInProduction = "OPSM4004";
    public const string ImpureEvent = "OPSM5001";
    public const string ImpureDecision = "OPSM5002";
    public const string LooseType = "OPSM5003";

    private const string Pages = "https://github.com/opossum-typed/opossum-typed/blob/main/analyzers/docs/";

    /// <summary>The page that explains a rule.</summary>
    public static string PageOf(string id) => $"{Pages}{id}.md";
}
