<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
    <context>
        <name>syncline::CountLabel</name>
        <message numerus="yes">
            <source>%1 of %n project(s)</source>
            <translation>
                <numerusform>%1 of %n project</numerusform>
                <numerusform>%1 of %n projects</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n project(s)</source>
            <translation>
                <numerusform>%n project</numerusform>
                <numerusform>%n projects</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>syncline::EditsQuestion</name>
        <message numerus="yes">
            <source>%n added</source>
            <translation>
                <numerusform>%n added</numerusform>
                <numerusform>%n added</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n changed</source>
            <translation>
                <numerusform>%n changed</numerusform>
                <numerusform>%n changed</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n removed</source>
            <translation>
                <numerusform>%n removed</numerusform>
                <numerusform>%n removed</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>syncline::ExitQuestion</name>
        <message numerus="yes">
            <source>%n change(s) in %1 are not uploaded. They stay on this computer.</source>
            <translation>
                <numerusform>%n change in %1 is not uploaded. They stay on this computer.</numerusform>
                <numerusform>%n changes in %1 are not uploaded. They stay on this computer.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>syncline::PeopleDomainPage</name>
        <message numerus="yes">
            <source>%1 of %n users</source>
            <translation>
                <numerusform>%1 of %n users</numerusform>
                <numerusform>%1 of %n users</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n users</source>
            <translation>
                <numerusform>%n users</numerusform>
                <numerusform>%n users</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>syncline::PeopleImportFilePage</name>
        <message numerus="yes">
            <source>%n people found.</source>
            <translation>
                <numerusform>%n person found.</numerusform>
                <numerusform>%n people found.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n line(s) with %1 columns, read as %2.</source>
            <translation>
                <numerusform>%n line with %1 columns, read as %2.</numerusform>
                <numerusform>%n lines with %1 columns, read as %2.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>syncline::PeopleImportReviewPage</name>
        <message numerus="yes">
            <source>%n people in %1 against %2. Nothing is sent before Apply.</source>
            <translation>
                <numerusform>%n person in %1 against %2. Nothing is sent before Apply.</numerusform>
                <numerusform>%n people in %1 against %2. Nothing is sent before Apply.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>syncline::PeopleMatrixPage</name>
        <message numerus="yes">
            <source>Review %n Change(s)…</source>
            <translation>
                <numerusform>Review %n Change…</numerusform>
                <numerusform>Review %n Changes…</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n difference(s) from “%1”.</source>
            <translation>
                <numerusform>%n difference from “%1”.</numerusform>
                <numerusform>%n differences from “%1”.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Reading the history of %n project(s)…</source>
            <translation>
                <numerusform>Reading the history of %n project…</numerusform>
                <numerusform>Reading the history of %n projects…</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The history of %n project(s) cannot be read; their changes do not count here.</source>
            <translation>
                <numerusform>The history of %n project cannot be read; their changes do not count here.</numerusform>
                <numerusform>The history of %n projects cannot be read; their changes do not count here.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>syncline::PeopleModel</name>
        <message numerus="yes">
            <source>%n right(s)</source>
            <translation>
                <numerusform>%n right</numerusform>
                <numerusform>%n rights</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>syncline::PeoplePage</name>
        <message numerus="yes">
            <source>%n people</source>
            <translation>
                <numerusform>%n person</numerusform>
                <numerusform>%n people</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 of %n people</source>
            <translation>
                <numerusform>%1 of %n people</numerusform>
                <numerusform>%1 of %n people</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>In %n Day(s)</source>
            <translation>
                <numerusform>In %n Day</numerusform>
                <numerusform>In %n Days</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>It is time to see who still needs access: %1 and %n more.</source>
            <translation>
                <numerusform>It is time to see who still needs access: %1 and %n more.</numerusform>
                <numerusform>It is time to see who still needs access: %1 and %n more.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>syncline::PeoplePresenter</name>
        <message numerus="yes">
            <source>%1 and %n more</source>
            <translation>
                <numerusform>%1 and %n more</numerusform>
                <numerusform>%1 and %n more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Remove %1 from %2? %1 loses access to %n project(s): %3. %1 must be invited again to come back.</source>
            <translation>
                <numerusform>Remove %1 from %2? %1 loses access to %n project: %3. %1 must be invited again to come back.</numerusform>
                <numerusform>Remove %1 from %2? %1 loses access to %n projects: %3. %1 must be invited again to come back.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>syncline::PeopleReviewPane</name>
        <message numerus="yes">
            <source>%n person(s) will not be added: no seat is left.</source>
            <translation>
                <numerusform>%n person will not be added: no seat is left.</numerusform>
                <numerusform>%n persons will not be added: no seat is left.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Add %n People</source>
            <translation>
                <numerusform>Add %n Person</numerusform>
                <numerusform>Add %n People</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Apply %n Change(s)</source>
            <translation>
                <numerusform>Apply %n Change</numerusform>
                <numerusform>Apply %n Changes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Remove access of %n people</source>
            <translation>
                <numerusform>Remove access of %n person</numerusform>
                <numerusform>Remove access of %n people</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>syncline::ProjectBrowserDialog</name>
        <message numerus="yes">
            <source>%1 · %n file(s)</source>
            <translation>
                <numerusform>%1 · %n file</numerusform>
                <numerusform>%1 · %n files</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>syncline::ProjectPresenter</name>
        <message numerus="yes">
            <source>Synced; %n conflict(s) wait for your choice.</source>
            <translation>
                <numerusform>Synced; %n conflict waits for your choice.</numerusform>
                <numerusform>Synced; %n conflicts wait for your choice.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Synced, except %n file(s).</source>
            <translation>
                <numerusform>Synced, except %n file.</numerusform>
                <numerusform>Synced, except %n files.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Synced: %n change(s) up, %1 down.</source>
            <translation>
                <numerusform>Synced: %n change up, %1 down.</numerusform>
                <numerusform>Synced: %n changes up, %1 down.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>syncline::StateTexts</name>
        <message numerus="yes">
            <source>%n change(s) here, %1 on the server</source>
            <translation>
                <numerusform>%n change here, %1 on the server</numerusform>
                <numerusform>%n changes here, %1 on the server</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n change(s) here are not uploaded yet</source>
            <translation>
                <numerusform>%n change here is not uploaded yet</numerusform>
                <numerusform>%n changes here are not uploaded yet</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n change(s) on the server are not here yet</source>
            <translation>
                <numerusform>%n change on the server is not here yet</numerusform>
                <numerusform>%n changes on the server are not here yet</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>; %n conflict(s) wait for your choice.</source>
            <translation>
                <numerusform>; %n conflict waits for your choice.</numerusform>
                <numerusform>; %n conflicts wait for your choice.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n s left</source>
            <translation>
                <numerusform>%n s left</numerusform>
                <numerusform>%n s left</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n layer(s) have unsaved edits.</source>
            <translation>
                <numerusform>%n layer has unsaved edits.</numerusform>
                <numerusform>%n layers have unsaved edits.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The server asks to wait %n s.</source>
            <translation>
                <numerusform>The server asks to wait %n s.</numerusform>
                <numerusform>The server asks to wait %n s.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Somebody else is uploading. Trying again in %n s.</source>
            <translation>
                <numerusform>Somebody else is uploading. Trying again in %n s.</numerusform>
                <numerusform>Somebody else is uploading. Trying again in %n s.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Synced; %n conflict(s) wait for your choice.</source>
            <translation>
                <numerusform>Synced; %n conflict waits for your choice.</numerusform>
                <numerusform>Synced; %n conflicts wait for your choice.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Synced, except %n file(s).</source>
            <translation>
                <numerusform>Synced, except %n file.</numerusform>
                <numerusform>Synced, except %n files.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>and %n more conflict(s)</source>
            <translation>
                <numerusform>and %n more conflict</numerusform>
                <numerusform>and %n more conflicts</numerusform>
            </translation>
        </message>
    </context>
</TS>
