namespace Opossum.Typed.Tests.Campus;

[DecisionModel]
public partial record struct StudentName(StudentId Student)
{
    public string? Name { get; private set; }

    void On(StudentRegistered e) => Name = e.Name;
}

[ReadModel("loans")]
public partial record LoanRow([Key] StudentId From, [Key] GuestId To, string Lender, int Loans)
{
    static LoanRow On(LoanRow? row, MoneyLent e, StudentName lender) => new(e.From, e.To, lender.Name ?? "nobody", (row?.Loans ?? 0) + 1);
}

[ReadModel("students")]
public partial record StudentRow([Key] StudentId Student, string? Name)
{
    static StudentRow On(StudentRegistered e) => new(e.Student, e.Name);

    StudentRow? On(SubjectErased _) => null;
}
