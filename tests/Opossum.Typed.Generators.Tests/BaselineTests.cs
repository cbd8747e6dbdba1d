using Opossum.Typed.Generators.Tests.Harness;

namespace Opossum.Typed.Generators.Tests;

/// <summary>Generated code, for people to read. Each baseline is one feature.</summary>
public class BaselineTests
{
    [Fact]
    public void Event() => Baseline.Verify(Generation.Of(Domains.Courses), "Campus.StudentRegistered.Event");

    [Fact]
    public void EventModel() => Baseline.Verify(Generation.Of(Domains.Courses), "Campus.Courses.EventModel");

    [Fact]
    public void TagType() => Baseline.Verify(Generation.Of(Domains.Courses), "Campus.CourseId.Tag");
}
