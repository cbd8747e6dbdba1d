namespace Opossum.Typed.Tests.People;

[EventModel]
public static partial class PeopleModel;

[Tag("person")]
public readonly partial record struct PersonId(Guid Value);

public interface IPersonEvent : IEvent
{
    PersonId Person { get; }
}

[Event("person-registered")]
public partial record PersonRegistered(PersonId Person, string Name) : IPersonEvent;

[Event("person-left")]
public partial record PersonLeft(PersonId Person) : IPersonEvent;
