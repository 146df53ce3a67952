// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peoplehelp.h"

#include "plugin/dialogs/peoplewords.h"

#include <QDialogButtonBox>
#include <QKeyEvent>
#include <QPushButton>
#include <QTextBrowser>
#include <QVBoxLayout>
#include <QWizard>

namespace syncline
{
  namespace
  {
    QString purposeOf( PeopleHelpTopic topic )
    {
      switch ( topic )
      {
        case PeopleHelpTopic::Window:
          return PeopleHelp::tr(
            "Who can do what, and changing it. Members belong to a workspace, collaborators to one project. "
            "A role is changed in its cell and saved at once; Undo takes it back. A project role can only raise what the workspace "
            "gives. In the access matrix changes are collected and reviewed first. The server does not list invitations that "
            "others sent, so only those from this computer are shown." );
        case PeopleHelpTopic::AddPeople:
          return PeopleHelp::tr(
            "Type or paste names and e-mail addresses, separated by commas or lines. The list shows what happens to each person "
            "before anything is sent. Whoever has a role already keeps it. People without an account are invited by "
            "e-mail or get an account, as chosen above the list." );
        case PeopleHelpTopic::Import:
          return PeopleHelp::tr(
            "A file or a pasted list of people, any number of them. Columns are found by their heads: email, username, role, "
            "project; groups and rights for an Opendatasoft domain. Nothing is sent before Apply, and nobody is removed unless "
            "you choose so. A run goes on when the window is closed; the Import button brings it back." );
        case PeopleHelpTopic::Review:
          return PeopleHelp::tr(
            "Everything that will be changed, person by person: now, then, and what happens. Rows without a check mark are left "
            "out. What did not work can be tried again; nobody is changed twice." );
        case PeopleHelpTopic::Domain:
          return PeopleHelp::tr(
            "The address is that of the portal, such as data.example.com, or the root of its API. The key is made in the "
            "domain's settings and needs the right to see or manage users. It is kept where you choose, and sent in a header "
            "unless the domain wants it in the query." );
        case PeopleHelpTopic::User:
          return PeopleHelp::tr(
            "All that the server tells about this person. Nothing can be changed here." );
      }
      Q_UNREACHABLE();
    }

    QString row( const QString &head, const QString &text )
    {
      return QStringLiteral( "<tr><td><b>%1</b>&nbsp;&nbsp;</td><td>%2</td></tr>" )
        .arg( head.toHtmlEscaped(), text.toHtmlEscaped() );
    }

    QString rolesText()
    {
      QString html = QStringLiteral( "<h3>%1</h3><table cellpadding=\"2\">" )
                       .arg( PeopleHelp::tr( "Roles in a Project" ).toHtmlEscaped() );
      for ( const ProjectRole role :
            { ProjectRole::Reader, ProjectRole::Editor, ProjectRole::Writer, ProjectRole::Owner } )
        html += row( words::roleName( role ), words::roleHelp( role, false ) );
      html += QStringLiteral( "</table><h3>%1</h3><table cellpadding=\"2\">" )
                .arg( PeopleHelp::tr( "Roles in a Workspace" ).toHtmlEscaped() );
      for ( const WorkspaceRole role : { WorkspaceRole::Guest, WorkspaceRole::Reader, WorkspaceRole::Editor,
                                         WorkspaceRole::Writer, WorkspaceRole::Admin, WorkspaceRole::Owner } )
        html += row( words::roleName( role ), words::roleHelp( role ) );
      return html + QStringLiteral( "</table>" );
    }

    QString keysText()
    {
      const QList<std::pair<QString, QString>> keys = {
        { PeopleHelp::tr( "Ctrl+F" ), PeopleHelp::tr( "Filter" ) },
        { PeopleHelp::tr( "F5" ), PeopleHelp::tr( "Reload" ) },
        { PeopleHelp::tr( "F2, Enter or Space" ), PeopleHelp::tr( "Change the role of the row" ) },
        { PeopleHelp::tr( "Ins" ), PeopleHelp::tr( "Add People" ) },
        { PeopleHelp::tr( "Del" ), PeopleHelp::tr( "Remove, after a question" ) },
        { PeopleHelp::tr( "Ctrl+C" ), PeopleHelp::tr( "Copy the rows, for a spreadsheet" ) },
        { PeopleHelp::tr( "Ctrl+Z" ), PeopleHelp::tr( "Undo the last change" ) },
        { PeopleHelp::tr( "Ctrl+Tab" ), PeopleHelp::tr( "Next page" ) },
        { PeopleHelp::tr( "Ctrl+Enter" ), PeopleHelp::tr( "Run, in Add People" ) },
        { PeopleHelp::tr( "Esc" ), PeopleHelp::tr( "Close; what runs goes on" ) }
      };
      QString html = QStringLiteral( "<h3>%1</h3><table cellpadding=\"2\">" )
                       .arg( PeopleHelp::tr( "Keys" ).toHtmlEscaped() );
      for ( const auto &key : keys )
        html += row( key.first, key.second );
      return html + QStringLiteral( "</table>" );
    }

    //! The Opendatasoft windows know no roles of ours.
    QString textOf( PeopleHelpTopic topic )
    {
      const QString purpose = QStringLiteral( "<p>%1</p>" ).arg( purposeOf( topic ).toHtmlEscaped() );
      const bool hasRoles = topic != PeopleHelpTopic::Domain && topic != PeopleHelpTopic::User;
      return hasRoles ? purpose + rolesText() + keysText() : purpose;
    }
  } // namespace

  PeopleHelp::PeopleHelp( PeopleHelpTopic topic, QWidget *parent )
    : QDialog( parent )
  {
    setObjectName( QStringLiteral( "SynclinePeopleHelp" ) );
    setWindowTitle( tr( "Help: %1" ).arg( parent->windowTitle() ) );
    setWindowFlags( Qt::Window );
    setAttribute( Qt::WA_DeleteOnClose );
    auto *text = new QTextBrowser( this );
    text->setObjectName( QStringLiteral( "mHelpText" ) );
    text->setAccessibleName( tr( "Help" ) );
    text->setHtml( textOf( topic ) );
    auto *buttons = new QDialogButtonBox( QDialogButtonBox::Close, this );
    connect( buttons, &QDialogButtonBox::rejected, this, &QDialog::close );
    auto *column = new QVBoxLayout( this );
    column->addWidget( text );
    column->addWidget( buttons );
    resize( fontMetrics().averageCharWidth() * 84, fontMetrics().lineSpacing() * 26 );
  }

  void PeopleHelp::show( QDialog *window, PeopleHelpTopic topic )
  {
    auto *help = window->findChild<PeopleHelp *>( QString(), Qt::FindDirectChildrenOnly );
    if ( !help )
      help = new PeopleHelp( topic, window );
    help->QDialog::show();
    help->raise();
    help->activateWindow();
  }

  //! No shortcut: those of a window and of the windows that belong to it would be in each other's way.
  class PeopleHelp::Key : public QObject
  {
    public:
      Key( QDialog *window, PeopleHelpTopic topic )
        : QObject( window )
        , mWindow( window )
        , mTopic( topic )
      {
        window->installEventFilter( this );
      }

    protected:
      bool eventFilter( QObject *watched, QEvent *event ) override
      {
        const bool isF1 = watched == mWindow && event->type() == QEvent::KeyPress &&
                          static_cast<QKeyEvent *>( event )->key() == Qt::Key_F1;
        if ( isF1 )
          show( mWindow, mTopic );
        return isF1;
      }

    private:
      QDialog *mWindow = nullptr;
      PeopleHelpTopic mTopic;
  };

  void PeopleHelp::install( QDialog *window, PeopleHelpTopic topic )
  {
    const auto open = [window, topic] { show( window, topic ); };
    new Key( window, topic );
    if ( auto *wizard = qobject_cast<QWizard *>( window ) )
    {
      wizard->setOption( QWizard::HaveHelpButton );
      wizard->setOption( QWizard::HelpButtonOnRight, false );
      connect( wizard, &QWizard::helpRequested, window, open );
    }
    auto *box = window->findChild<QDialogButtonBox *>( QStringLiteral( "mButtonBox" ) );
    if ( !box )
      return;
    connect( box, &QDialogButtonBox::helpRequested, window, open );
    // Enter in a filter is no wish to close, nor to read the help.
    for ( const auto role : { QDialogButtonBox::Close, QDialogButtonBox::Help } )
      if ( QPushButton *button = box->button( role ) )
        button->setAutoDefault( false );
  }
} // namespace syncline
