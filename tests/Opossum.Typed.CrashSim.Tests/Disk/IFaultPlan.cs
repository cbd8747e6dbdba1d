namespace Opossum.Typed.CrashSim.Tests.Disk;

/// <summary>Decides which calls of the disk fail.</summary>
internal interface IFaultPlan
{
    /// <returns>Null for a call that is to succeed.</returns>
    IFault? Next(string call, string name);
}

/// <summary>How a call fails.</summary>
internal interface IFault
{
    /// <summary>How many bytes of a failing write reach the cache.</summary>
    int BytesOf(int asked);

    void Throw();
}
